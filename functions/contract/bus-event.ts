import * as z from 'zod';

/** `source` of everything Taibai puts on its bus. */
export const busSource = 'taibai';
/** `detail-type` of a cloud event; the event's own type is in the detail, where it has no length limit of AWS. */
export const busDetailType = 'notification';

/** A number EventBridge holds exactly, or the two nearest such numbers below and above the true one. */
const place = z.union([z.number(), z.tuple([z.number(), z.number()])]);

/**
 * A value in the forms EventBridge's matcher can compare. Text: `s`, the text or its beginning, and
 * `o`, its rank among texts. Number: `n` its place on the number line, and `x` its exact text where
 * that place is not exact (NaN has no place). Instant: `t` and `y` likewise, seconds since 1970.
 */
export const busValue = z.object({
  s: z.string().optional(),
  o: z.number().optional(),
  n: place.optional(),
  x: z.string().optional(),
  t: place.optional(),
  y: z.string().optional(),
});
export type BusValue = Readonly<z.infer<typeof busValue>>;

/**
 * The `detail` of a notification on the bus. `body` is the event's own JSON text, or `bodyKey` the
 * object that holds it; the evaluator reads everything from there. All else is there to be matched.
 */
export const busDetail = z.object({
  v: z.literal(1),
  /** One per acceptance: tells a redelivery from the same event sent again. */
  acceptance: z.string(),
  id: z.string(),
  type: z.string(),
  /** The type once more, because a pattern asks only one thing of a field. */
  tail: z.string(),
  /** Characters (code points) of the type. */
  length: z.int(),
  project: z.string(),
  /** Keys of the shared rules that the event concerns. */
  shares: z.array(z.string()).optional(),
  generated: busValue.optional(),
  /** Keyed by `traitKey(name)`. */
  traits: z.record(z.string(), busValue),
  body: z.string().optional(),
  bodyKey: z.string().optional(),
});
export type BusDetail = Readonly<z.infer<typeof busDetail>>;

/**
 * A trait's name as a key on the bus: never empty, without dots, which EventBridge reads as paths, and
 * without whatever else its pattern language may come to give a meaning.
 */
export const traitKey = (name: string): string =>
  name === ''
    ? '%'
    : name.replace(
        /[^A-Za-z0-9_-]/g,
        (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
