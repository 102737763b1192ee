import type { EventRule } from '../../../events/core/event-rule.ts';
import { after as later, type Instant } from '../../../platform/core/instant.ts';
import { dumps } from '../../../platform/core/python-json.ts';
import type { Alarm } from '../alarm.ts';

/** What an alarm's rule on the bus is made of. */
export interface BusRule {
  readonly event: EventRule;
  readonly projectId: string;
  readonly enabled: boolean;
}

/** The rule that an alarm needs on the bus; only event alarms need one. */
export const busRuleOf = ({ rule, projectId, enabled }: Alarm): BusRule | undefined =>
  rule.type === 'event' ? { event: rule.event, projectId, enabled } : undefined;

/** Whether the two are the same rule, or both none. */
export const isSameBusRule = (left: BusRule | undefined, right: BusRule | undefined): boolean =>
  textOf(left) === textOf(right);

/** Whether a change of an alarm changes its rule on the bus; undefined stands for no alarm. */
export const changesBusRule = (before: Alarm | undefined, after: Alarm | undefined): boolean =>
  !isSameBusRule(before && busRuleOf(before), after && busRuleOf(after));

/** How long after a change of an alarm the sweeper syncs its rule if the writer has not. */
const syncWithinSeconds = 60;

/** When the sweeper must sync the rule after this change of the alarm; undefined if the rule stays as it is. */
export const ruleSyncDueAt = (
  { before, after }: { readonly before?: Alarm; readonly after?: Alarm },
  now: Instant,
): Instant | undefined =>
  changesBusRule(before, after) ? later(now, syncWithinSeconds) : undefined;

const textOf = (rule: BusRule | undefined): string =>
  rule === undefined
    ? ''
    : dumps([
        rule.projectId,
        rule.enabled,
        rule.event.eventType,
        rule.event.query.map(({ field, op, type, value }) => [field, op, type, value]),
      ]);
