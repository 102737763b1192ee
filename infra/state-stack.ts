import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
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
  readonly events: TableReference;
  readonly metricIndex: TableReference;
  readonly measures: TableReference;
  readonly bucket: BucketReference;
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
      // Also where events are not stored: an empty table costs nothing, and what it holds expires by itself.
      events: this.#table('Events', { recoverable: false }),
      metricIndex: this.#table('MetricIndex'),
      measures: this.#table('Measures'),
      bucket: this.#bucket(),
    };
    for (const user of settings.users) this.#password(user);
  }

  #table(id: keyof typeof tables, { recoverable = true } = {}): TableReference {
    const { table } = new TaibaiTable(this, id, {
      indexes: tables[id],
      purge: this.#settings.purge,
      recoverable,
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
      announced: this.#settings.accountMetrics !== undefined,
    });
    return {
      name: this.#export('BucketName', bucket.bucketName),
      arn: this.#export('BucketArn', bucket.bucketArn),
    };
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

  /** Exports a value under a fixed name, which acknowledgements for cdk-nag can refer to. */
  #export(name: string, value: string): string {
    return this.exportValue(value, { name: `${this.stackName}-${name}` });
  }
}
