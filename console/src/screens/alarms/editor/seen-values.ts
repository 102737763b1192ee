import {
  type ShownValue,
  shownValue,
} from '../../../../../functions/alarming/core/explain/shown-value.ts';
import { holds, valueReader } from '../../../../../functions/events/core/event-match.ts';
import { matchesGlob } from '../../../../../functions/events/core/glob.ts';
import type { SampleEvent } from './judged-event.ts';

const mostValues = 20;

/**
 * The values that events of the types have in a field, each once, the latest first. What no condition equals is
 * left out, such as a text that is too long to be shown whole.
 */
export function seenValues(
  samples: readonly SampleEvent[],
  glob: string,
  field: string,
): readonly ShownValue[] {
  const read = valueReader({ field, op: 'eq', type: 'string', value: '' });
  const found = new Map<string, ShownValue>();
  for (const { notification } of samples) {
    if (found.size === mostValues) break;
    const value = matchesGlob(glob, notification.eventType) ? read(notification) : undefined;
    const shown = value && shownValue(value);
    if (shown && shown.value !== '' && holds({ field, op: 'eq', ...shown }, notification))
      found.set(`${shown.type} ${shown.value}`, shown);
  }
  return [...found.values()];
}
