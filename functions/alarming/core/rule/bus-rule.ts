import type { EventRule } from '../../../events/core/event-rule.ts';
import { after as later, type Instant } from '../../../platform/core/instant.ts';
import { dumps } from '../../../platform/core/python-json.ts';
import type { Alarm } from '../alarm.ts';
import { changesWatching } from '../metric/changes-watching.ts';

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

/** Whether a change of an alarm asks for a sync: of its rule on the bus, or of the measures that it watches. */
export const needsSync = (before: Alarm | undefined, after: Alarm | undefined): boolean =>
  changesBusRule(before, after) || changesWatching(before, after);

/** How long after a change of an alarm the sweeper syncs it if the writer has not. */
const syncWithinSeconds = 60;

/** When the sweeper must sync the alarm after this change; undefined if there is nothing to sync. */
export const ruleSyncDueAt = (
  { before, after }: { readonly before?: Alarm; readonly after?: Alarm },
  now: Instant,
): Instant | undefined => (needsSync(before, after) ? later(now, syncWithinSeconds) : undefined);

const textOf = (rule: BusRule | undefined): string =>
  rule === undefined
    ? ''
    : dumps([
        rule.projectId,
        rule.enabled,
        rule.event.eventType,
        rule.event.query.map(({ field, op, type, value }) => [field, op, type, value]),
      ]);
