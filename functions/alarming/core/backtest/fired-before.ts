import type { Instant } from '../../../platform/core/instant.ts';
import { type AlarmChange, isEvaluated } from '../alarm.ts';

/** The firings of the arming that an alarm was in at an instant, by its history: those before that instant. */
export function firingsOfArming(
  history: readonly AlarmChange[],
  instant: Instant,
): readonly AlarmChange[] {
  const before = history
    .filter(({ at }) => at <= instant)
    .toSorted((left, right) => (left.eventId < right.eventId ? -1 : 1));
  const armed = before.findLastIndex((change) => !isEvaluated(change));
  return before.slice(armed + 1);
}

const separator = ',event_type=';
/** A message id may have the separator itself. */
const mostSeparators = 5;

/** The message ids that the reason of a firing may name (`firingReason`), the likeliest first. */
export function possibleMessageIds(reason: string): readonly string[] {
  const begin = 'Event <id=';
  if (!reason.startsWith(begin)) return [];
  const parts = reason.slice(begin.length).split(separator, mostSeparators + 1);
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join(separator));
}
