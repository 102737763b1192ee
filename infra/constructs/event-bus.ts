import { Aws } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Access } from './access.ts';

/** The bus that events travel on, and the rules that Taibai puts on it at run time, one for each alarm. */
export class HouseBus extends Construct {
  readonly bus: EventBus;
  readonly #rules: string;

  constructor(scope: Construct, id: string, namePrefix: string) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: namePrefix,
      description: 'Taibai: events of users, and the rules that stand in for their alarms',
    });
    this.#rules = `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${namePrefix}/${namePrefix}-*`;
  }

  publishing(): Access {
    return {
      value: this.bus.eventBusName,
      grants: [{ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] }],
    };
  }

  /** To put rules on it and take them away. */
  ruling(): Access {
    return this.#onRules(
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
      'events:DeleteRule',
    );
  }

  /** To take away whatever rules there are. */
  clearing(): Access {
    return this.#onRules('events:ListTargetsByRule', 'events:RemoveTargets', 'events:DeleteRule');
  }

  /** Lets the rules put what they match on this queue: one statement, however many rules there are. */
  feeds(queue: IQueue): void {
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': this.#rules } },
      }),
    );
  }

  #onRules(...actions: readonly string[]): Access {
    return {
      value: this.bus.eventBusName,
      grants: [
        { actions, resources: [this.#rules], because: madeAtRunTime },
        { actions: ['events:ListRules'], resources: ['*'], because: listingKnowsNoResources },
      ],
    };
  }
}

/** Why a right reaches all names of a prefix. */
export const madeAtRunTime = 'Made at run time, under names that begin with the prefix.';
/** Why a right reaches everything: it only reads names. */
export const listingKnowsNoResources = 'IAM knows no resource for this listing.';
