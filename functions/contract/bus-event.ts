import * as z from 'zod/mini';

/** The `source` of all events on Taibai's bus. */
export const busSource = 'taibai';
/** The `detail-type` of all events. Their own type is in the detail, where AWS does not limit its length. */
export const busDetailType = 'notification';

/** A number that EventBridge compares exactly, or the nearest such numbers below and above the true one. */
const place = z.union([z.number(), z.tuple([z.number(), z.number()])]);

/**
 * A value in the forms that EventBridge's matcher can compare. A text has `s`, the text or its beginning,
 * and `o`, its rank among texts. A number has `n`, its place on the number line, and `x`, its exact text
 * if the place is not exact. NaN has only `x`. An instant has `t` and `y` likewise, in seconds since 1970.
 */
const busValue = z.object({
  s: z.optional(z.string()),
  o: z.optional(z.number()),
  n: z.optional(place),
  x: z.optional(z.string()),
  t: z.optional(place),
  y: z.optional(z.string()),
});
export type BusValue = Readonly<z.infer<typeof busValue>>;

/**
 * The `detail` of a notification on the bus. `body` is the event's JSON text, or `bodyKey` is the key of
 * its object. The evaluator reads the event from there; the other members are for EventBridge's matcher.
 */
export const busDetail = z.object({
  v: z.literal(1),
  /** A new id each time an event is accepted: tells a redelivery from the same event sent again. */
  acceptance: z.string(),
  /** When it was accepted, by the clock of whoever accepted it. Events of the release before have none. */
  at: z.optional(z.string()),
  id: z.string(),
  type: z.string(),
  /** The type again, because a pattern can hold only one kind of condition per field. */
  tail: z.string(),
  /** Characters (code points) of the type. */
  length: z.int(),
  project: z.string(),
  /** Keys of the shared rules whose alarms the event may fire. */
  shares: z.optional(z.array(z.string())),
  generated: z.optional(busValue),
  /** Keyed by `traitKey(name)`. */
  traits: z.record(z.string(), busValue),
  /** Of a copy: the replay that made it, the acceptance that it copies, and the first one of the chain. */
  replay: z.optional(z.object({ id: z.string(), of: z.string(), root: z.string() })),
  body: z.optional(z.string()),
  bodyKey: z.optional(z.string()),
});
export type BusDetail = Readonly<z.infer<typeof busDetail>>;

/**
 * A trait's name as a key on the bus. It is never empty and has no dots, which EventBridge reads as
 * paths, nor any other character to which its pattern language may one day give a meaning.
 */
export const traitKey = (name: string): string =>
  name === ''
    ? '%'
    : name.replace(
        /[^A-Za-z0-9_-]/g,
        (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
