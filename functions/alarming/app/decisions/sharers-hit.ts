import type { HitMessage } from '../../../contract/message.ts';
import type { FindCandidates } from '../../../events/app/candidates.ts';
import { eventMatcher } from '../../../events/core/event-match.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { answeringShare, sharesBefore } from '../../../events/core/shared-rule.ts';
import type { Ports } from '../../ports.ts';

export type SharerPorts = Pick<Ports, 'formerSharers'> & { readonly candidates: FindCandidates };

/** The ids of the alarms that share the rule and whose own rules the event hits. */
export async function sharersHitBy(
  ports: SharerPorts,
  { rule: key, event }: HitMessage,
  notification: Notification,
): Promise<readonly string[]> {
  const { projectId } = notification;
  const found = await candidatesOf(ports, notification);
  const hit = found.filter(
    ({ rule, matches }) =>
      rule.enabled &&
      answeringShare({ event: rule.event, projectId }, event.shares) === key &&
      matches(notification),
  );
  return [...new Set(hit.map(({ alarmId }) => alarmId))];
}

/**
 * While some sharers may have rows of release 0.2 only, these are read as well, and first: an alarm that is
 * being moved is announced at its new place before its old row is removed.
 */
async function candidatesOf(
  { candidates, formerSharers }: SharerPorts,
  notification: Notification,
) {
  const found = await candidates(notification);
  if (found.complete) return found.alarms;
  const shares = sharesBefore(notification);
  const before = await Promise.all(shares.map((share) => formerSharers.of(share)));
  const { alarms } = await candidates(notification);
  return [
    ...before.flat().map(({ alarmId, rule }) => ({
      alarmId,
      rule,
      matches: eventMatcher(rule.event),
    })),
    ...alarms,
  ];
}
