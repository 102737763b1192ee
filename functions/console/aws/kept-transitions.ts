import type { ReadTransition } from '../../alarming/aws/entry-reader.ts';
import type { Transition } from '../../alarming/core/decision/transition.ts';
import { expiringCache } from '../../platform/app/expiring-cache.ts';
import { keyOf } from '../../platform/aws/row-reader.ts';
import { after } from '../../platform/core/instant.ts';
import type { Clock } from '../../platform/ports.ts';

const keptSeconds = 180;
const keptRecords = 2000;

/** Keeps what was read for a while, because each poll of the activity reads the same last minute again. */
export function keptTransitions(read: ReadTransition, clock: Clock): ReadTransition {
  const kept = expiringCache<Transition>(clock, keptRecords);
  return async (entry) => {
    const name = JSON.stringify(keyOf(entry));
    const known = kept.get(name);
    if (known) return known;
    const transition = await read(entry);
    if (transition) kept.set(name, transition, after(clock.now(), keptSeconds));
    return transition;
  };
}
