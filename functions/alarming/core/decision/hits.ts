import { eventMatcher } from '../../../events/core/event-match.ts';
import type { EventRule } from '../../../events/core/event-rule.ts';
import type { Notification } from '../../../events/core/notification.ts';

/** Whether the notification matches the rule's glob and every condition. */
export const hits = (rule: EventRule, notification: Notification): boolean =>
  eventMatcher(rule)(notification);
