import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { boundsFor, type ConcurrencyBounds } from '../../../functions/contract/concurrency.ts';
import type { DeploymentCode } from '../../constructs/code.ts';
import { TaibaiCustomResource } from '../../constructs/custom-resource.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import type { Settings } from '../../settings.ts';

/**
 * How many Lambdas may run at once: derived from what the account allows, which the deployment asks AWS,
 * unless the settings say it.
 */
export class AccountConcurrency extends Construct {
  readonly bounds: ConcurrencyBounds;
  /** How many concurrent Lambdas the account allows. */
  readonly account: number;

  constructor(
    scope: Construct,
    id: string,
    deployment: { readonly code: DeploymentCode; readonly settings: Settings },
  ) {
    super(scope, id);
    const { concurrency, projectLimits } = deployment.settings;
    const derived = concurrency.account === undefined ? this.#ask(deployment) : undefined;
    const { account, ...bounds } = derived ?? {
      account: concurrency.account ?? 0,
      ...boundsFor(concurrency.account ?? 0),
    };
    this.account = account;
    this.bounds = {
      ...bounds,
      hits: concurrency.hits ?? bounds.hits,
      executions: concurrency.executions ?? bounds.executions,
      deliveries: concurrency.deliveries ?? bounds.deliveries,
      concurrentExecutions: projectLimits.concurrentExecutions ?? bounds.concurrentExecutions,
      synchronousExecutions: projectLimits.synchronousExecutions ?? bounds.synchronousExecutions,
    };
  }

  #ask(
    deployment: ConstructorParameters<typeof AccountConcurrency>[2],
  ): ConcurrencyBounds & { readonly account: number } {
    const handler = new TaibaiFunction(this, 'Asks', deployment, {
      entry: 'account-concurrency',
      description: 'At deployment, asks how many concurrent Lambdas the account allows',
      memoryMegabytes: 128,
      timeoutSeconds: 30,
    }).allow({
      actions: ['lambda:GetAccountSettings'],
      resources: ['*'],
      because: 'IAM has no resource for the settings of the account.',
    });
    const answer = new TaibaiCustomResource(this, 'Asked', {
      handler,
      timeoutSeconds: 120,
      // A change of these settings asks again.
      properties: { concurrency: deployment.settings.concurrency },
    });
    const number = (name: string): number => Token.asNumber(answer.attribute(name));
    return {
      account: number('account'),
      hits: number('hits'),
      executions: number('executions'),
      deliveries: number('deliveries'),
      executionsPerExecutor: number('executionsPerExecutor'),
      concurrentExecutions: number('concurrentExecutions'),
      synchronousExecutions: number('synchronousExecutions'),
    };
  }
}
