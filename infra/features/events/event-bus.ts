import { Aws } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Access, createdAtRunTime, listingHasNoResource } from '../../constructs/access.ts';

/** The event bus. Taibai creates its rules at run time, one per event alarm up to the rule limit. */
export class TaibaiBus extends Construct {
  readonly bus: EventBus;
  readonly #rules: string;

  constructor(scope: Construct, id: string, namePrefix: string) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: namePrefix,
      description: "Taibai: users' events, and the rules that implement their alarms",
    });
    this.#rules = `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${namePrefix}/${namePrefix}-*`;
  }

  publishing(): Access {
    return {
      value: this.bus.eventBusName,
      grants: [{ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] }],
    };
  }

  managingRules(): Access {
    return this.#onRules(
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
      'events:DeleteRule',
    );
  }

  deletingRules(): Access {
    return this.#onRules('events:ListTargetsByRule', 'events:RemoveTargets', 'events:DeleteRule');
  }

  /** Lets the rules send what they match to this queue, with one policy statement for all of them. */
  allowRulesToSendTo(queue: IQueue): void {
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
        { actions, resources: [this.#rules], because: createdAtRunTime },
        { actions: ['events:ListRules'], resources: ['*'], because: listingHasNoResource },
      ],
    };
  }
}
