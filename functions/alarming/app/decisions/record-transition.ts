import type { Alarm } from '../../core/alarm.ts';
import type { Decision } from '../../core/decision/decide-transition.ts';
import type { Transition } from '../../core/decision/transition.ts';
import type { Ports } from '../../ports.ts';

/**
 * Commits a decision that was made on the alarm at version `seen`. Returns the transition whose actions are to
 * be enqueued: an earlier one if this decision was recorded before; `stale` if the alarm has changed since.
 */
export async function recordTransition(
  { transitions }: Pick<Ports, 'transitions'>,
  { transition, next }: Decision,
  seen: Alarm['version'],
): Promise<Transition | 'stale'> {
  const { projectId, alarmId, arming, trigger } = transition;
  const outcome = await transitions.commit(transition, next && { alarm: next, seen });
  if (outcome === 'stored') return transition;
  if (outcome === 'stale') return 'stale';
  const before = await transitions.list(projectId, alarmId, trigger);
  return before.find((each) => each.arming === arming) ?? 'stale';
}
