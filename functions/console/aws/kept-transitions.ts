import type { ReadTransition } from '../../alarming/aws/entry-reader.ts';
import { keptReads } from '../../platform/app/kept-reads.ts';
import { keyOf, nameOf } from '../../platform/aws/row-reader.ts';
import type { Clock } from '../../platform/ports.ts';

/** Keeps what was read for a while, because each poll of the activity reads the same last minute again. */
export const keptTransitions = (read: ReadTransition, clock: Clock): ReadTransition =>
  keptReads(read, { clock, seconds: 180, limit: 2000, nameOf: (entry) => nameOf(keyOf(entry)) });
