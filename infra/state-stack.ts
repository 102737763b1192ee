import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { passwordSecretName } from '../functions/contract/secrets.ts';
import { tables } from '../functions/contract/tables.ts';
import { type BucketReference, TaibaiBucket } from './constructs/bucket.ts';
import { TaibaiTable, type TableReference } from './constructs/table.ts';
import type { Settings } from './settings.ts';

/** What the app stack refers to; the names do not change while the state stack exists. */
export interface State {
  readonly functions: TableReference;
  readonly executions: TableReference;
  readonly alarms: TableReference;
  readonly identity: TableReference;
  readonly metricIndex: TableReference;
  readonly measures: TableReference;
  readonly bucket: BucketReference;
  readonly signingKeySecretArn: string;
  readonly deliveryKeySecretArn: string;
  readonly functionKeySecretArn: string;
}

/** All stored data. The stack and its resources are protected against deletion, unless the deployment purges. */
export class StateStack extends Stack {
  readonly state: State;
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, {
      description: 'Taibai: stored data',
      terminationProtection: !settings.purge,
    });
    this.#settings = settings;
    this.state = {
      functions: this.#table('Functions'),
      executions: this.#table('Executions'),
      alarms: this.#table('Alarms'),
      identity: this.#table('Identity'),
      metricIndex: this.#table('MetricIndex'),
      measures: this.#table('Measures'),
      bucket: this.#bucket(),
      signingKeySecretArn: this.#signingKey(),
      deliveryKeySecretArn: this.#deliveryKey(),
      functionKeySecretArn: this.#functionKey(),
    };
    for (const user of settings.users) this.#password(user);
  }

  #table(id: keyof typeof tables): TableReference {
    const { table } = new TaibaiTable(this, id, {
      indexes: tables[id],
      purge: this.#settings.purge,
    });
    return {
      name: this.#export(`${id}TableName`, table.tableName),
      arn: this.#export(`${id}TableArn`, table.tableArn),
    };
  }

  #bucket(): BucketReference {
    const { bucket } = new TaibaiBucket(this, 'Objects', {
      payloadRetentionDays: this.#settings.executionRetentionDays + 1,
      purge: this.#settings.purge,
    });
    return {
      name: this.#export('BucketName', bucket.bucketName),
      arn: this.#export('BucketArn', bucket.bucketArn),
    };
  }

  /** Empty until the seed creates the key. */
  #signingKey(): string {
    const secret = new CfnSecret(this, 'SigningKey', {
      description: 'Taibai: the private key that signs tokens',
    });
    secret.applyRemovalPolicy(this.#removal);
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The key is replaced by hand, see docs/operations.md, because that invalidates all tokens.',
    });
    return this.#export('SigningKeySecretArn', secret.ref);
  }

  #deliveryKey(): string {
    const secret = new Secret(this, 'DeliveryKey', {
      description: 'Taibai: the key from which the signing secrets of deliveries are derived',
      removalPolicy: this.#removal,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'All signing secrets are derived from it; projects rotate their own secrets.',
    });
    return this.#export('DeliveryKeySecretArn', secret.secretArn);
  }

  #functionKey(): string {
    const secret = new Secret(this, 'FunctionKey', {
      description: 'Taibai: the key that encrypts the secrets of functions',
      removalPolicy: this.#removal,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Without the key that encrypted them, the secrets of functions cannot be read.',
    });
    return this.#export('FunctionKeySecretArn', secret.secretArn);
  }

  /** Is deleted with its user's settings, so that a user of that name can be added again. */
  #password(user: Settings['users'][number]): void {
    const secret = new Secret(this, `Password-${user.name}`, {
      secretName: passwordSecretName(this.#settings.namePrefix, user.name),
      description: `Taibai: the initial password of ${user.name}`,
      removalPolicy: RemovalPolicy.DESTROY,
      generateSecretString: { passwordLength: 32, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'It is only the initial password; users change their own.',
    });
  }

  get #removal() {
    return this.#settings.purge ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
  }

  /** Exports a value under a fixed name, which acknowledgements for cdk-nag can refer to. */
  #export(name: string, value: string): string {
    return this.exportValue(value, { name: `${this.stackName}-${name}` });
  }
}
