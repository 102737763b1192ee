import type { Alarm } from '../alarm.ts';
import type { EventRule } from '../../../events/core/event-rule.ts';
import { dumps } from '../../../platform/core/python-json.ts';

/** What the rule on the bus that stands in for an alarm is made of. */
export interface BusRule {
  readonly event: EventRule;
  readonly projectId: string;
  readonly enabled: boolean;
}

/** The rule an alarm wants on the bus; only event alarms have one. */
export const busRuleOf = ({ rule, projectId, enabled }: Alarm): BusRule | undefined =>
  rule.type === 'event' ? { event: rule.event, projectId, enabled } : undefined;

/** Whether a change of the alarm leaves its rule on the bus as it is. */
export const sameBusRule = (left: Alarm, right: Alarm): boolean =>
  areSame(busRuleOf(left), busRuleOf(right));

/** Whether two alarms would have the same rule on the bus, or both none. */
export const areSame = (left: BusRule | undefined, right: BusRule | undefined): boolean =>
  textOf(left) === textOf(right);

const textOf = (rule: BusRule | undefined): string =>
  rule === undefined
    ? ''
    : dumps([
        rule.projectId,
        rule.enabled,
        rule.event.eventType,
        rule.event.query.map(({ field, op, type, value }) => [field, op, type, value]),
      ]);
