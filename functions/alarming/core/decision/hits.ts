import { type EventMatcher, eventMatcher } from '../../../events/core/event-match.ts';
import type { EventRule } from '../../../events/core/event-rule.ts';
import type { Notification } from '../../../events/core/notification.ts';

/** Of rules that are decided on more than once: a backtest's, on each event. */
const matchers = new WeakMap<EventRule, EventMatcher>();

/** Whether the notification matches the rule's glob and every condition. */
export function hits(rule: EventRule, notification: Notification): boolean {
  const known = matchers.get(rule);
  if (known) return known(notification);
  const matcher = eventMatcher(rule);
  matchers.set(rule, matcher);
  return matcher(notification);
}
