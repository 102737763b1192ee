import * as z from 'zod';

/** How long a deployment stores events, and how many. */
export const eventStorage = z
  .strictObject({
    /** How long an event is stored in a project that does not say otherwise. */
    days: z.int().min(1).max(365).default(7),
    /** The longest time that a project may ask for. */
    maxDays: z.int().min(1).max(365).default(30),
    /** Of one project in one hour of the clock; what comes beyond it is counted and not stored. */
    perProjectPerHour: z.int().min(1).max(10_000_000).default(100_000),
  })
  .refine(({ days, maxDays }) => days <= maxDays, 'days: must be at most maxDays');
export type EventStorage = Readonly<z.infer<typeof eventStorage>>;

/** Reads the variable `EVENT_STORAGE`. */
export const readEventStorage = (text: string): EventStorage =>
  eventStorage.parse(JSON.parse(text));
