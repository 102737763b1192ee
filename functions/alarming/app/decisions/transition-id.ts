import type { Instant } from '../../../platform/core/instant.ts';
import type { Alarm } from '../../core/alarm.ts';
import type { TriggerKey } from '../../core/decision/transition.ts';
import type { Ports } from '../../ports.ts';

/**
 * The id of an alarm's transition: it begins with the time, and the rest is the same for the same decision. If the
 * decision was recorded before, the record's own id counts, so the time need not be the same again.
 */
export const transitionId = (
  { ids }: Pick<Ports, 'ids'>,
  { id, arming }: Pick<Alarm, 'id' | 'arming'>,
  trigger: TriggerKey,
  now: Instant,
): string => ids.derivedAt(now, id, String(arming), ...partsOf(trigger));

const partsOf = (trigger: TriggerKey): readonly string[] =>
  trigger.kind === 'event' ? [trigger.messageId] : [trigger.window, trigger.decision];
