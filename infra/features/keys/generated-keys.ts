import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type KeyName, keyNames, keyParameterName } from '../../../functions/contract/keys.ts';
import type { Access } from '../../constructs/access.ts';
import type { DeploymentCode } from '../../constructs/code.ts';
import { TaibaiCustomResource } from '../../constructs/custom-resource.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import type { Settings } from '../../settings.ts';

/**
 * The keys of the deployment, as encrypted parameters: created once, kept when the stack is deleted, and removed
 * with `purge`. The templates know their names only. The parameters' encryption needs no right of its own: the
 * policy of the account's key for the Parameter Store allows it to whoever may use the parameter.
 */
export class GeneratedKeys extends Construct {
  readonly #namePrefix: string;

  constructor(
    scope: Construct,
    id: string,
    deployment: { readonly code: DeploymentCode; readonly settings: Settings },
  ) {
    super(scope, id);
    const { namePrefix, purge } = deployment.settings;
    this.#namePrefix = namePrefix;
    // The seed creates the signing key, which is not random text.
    const generated = keyNames.filter((key) => key !== 'signing');
    const removed = purge ? keyNames : [];
    const handler = new TaibaiFunction(this, 'Keys', deployment, {
      entry: 'keys',
      description: 'At deployment, creates the keys of deliveries and of secrets',
      memoryMegabytes: 128,
      timeoutSeconds: 60,
    }).allow(
      { actions: ['ssm:PutParameter'], resources: generated.map((key) => this.#arnOf(key)) },
      ...(purge
        ? [{ actions: ['ssm:DeleteParameter'], resources: removed.map((key) => this.#arnOf(key)) }]
        : []),
    );
    new TaibaiCustomResource(this, 'Created', {
      handler,
      timeoutSeconds: 300,
      properties: {
        generated: generated.map((key) => this.nameOf(key)),
        removed: removed.map((key) => this.nameOf(key)),
      },
    });
  }

  /** Of the key's parameter. */
  nameOf(key: KeyName): string {
    return keyParameterName(this.#namePrefix, key);
  }

  reading(key: KeyName): Access {
    return this.#access(key, ['ssm:GetParameter']);
  }

  readingAndWriting(key: KeyName): Access {
    return this.#access(key, ['ssm:GetParameter', 'ssm:PutParameter']);
  }

  #access(key: KeyName, actions: readonly string[]): Access {
    return { value: this.nameOf(key), grants: [{ actions, resources: [this.#arnOf(key)] }] };
  }

  #arnOf(key: KeyName): string {
    const resourceName = this.nameOf(key).slice(1);
    return Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName });
  }
}
