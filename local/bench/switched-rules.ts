import {
  DisableRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { setTimeout } from 'node:timers/promises';

/** A rule that is not always wanted on the way of what is measured. */
export interface SwitchedRule {
  readonly busName: string;
  readonly name: string;
}

/** Events on their way when the subscriber changes would be another's. */
const settleMilliseconds = 3000;

/** Enables one of the rules, or none, and waits until what was on its way has arrived. */
export async function enableOnly(
  events: EventBridgeClient,
  rules: readonly SwitchedRule[],
  wanted: SwitchedRule | undefined,
): Promise<void> {
  await Promise.all(
    rules.map((each) => {
      const rule = { Name: each.name, EventBusName: each.busName };
      return each === wanted
        ? events.send(new EnableRuleCommand(rule))
        : events.send(new DisableRuleCommand(rule));
    }),
  );
  await setTimeout(settleMilliseconds);
}
