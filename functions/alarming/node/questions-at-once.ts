import type { SlotBounds } from '../../platform/app/fair-slots.ts';

/**
 * How many requests a process has open at a service elsewhere, which may have few workers, and how many of them for
 * the alarms of one project. A question's time includes that of waiting for others.
 */
export const questionsAtOnce: SlotBounds = { atOnce: 8, perGroup: 4 };
