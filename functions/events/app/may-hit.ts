import type { Notification } from '../core/notification.ts';
import type { Log } from '../../platform/ports.ts';
import type { FindCandidates } from './candidates.ts';

export interface SharerCheck {
  readonly candidates: FindCandidates;
  readonly log: Log;
}

/**
 * Whether an alarm that shares a rule may match the event, so that the event must wake the evaluator. On
 * any doubt it may. The evaluator decides by the alarm as it is then.
 */
export async function mayHitSharer(
  { candidates, log }: SharerCheck,
  notification: Notification,
): Promise<boolean> {
  try {
    const { complete, alarms } = await candidates(notification);
    return !complete || alarms.some(({ rule, matches }) => rule.enabled && matches(notification));
  } catch (error) {
    log.warn('candidates could not be read: the evaluator is asked', { error });
    return true;
  }
}
