import * as z from 'zod';

/** `source` of everything Taibai puts on its bus. */
export const busSource = 'taibai';
/** `detail-type` of a cloud event; the event's own type is in the detail, where it has no length limit of AWS. */
export const busDetailType = 'notification';

/**
 * A trait on the bus, shaped for EventBridge's matcher. Exactly one form:
 * `s` text; `n` a number the matcher compares exactly (within ±5e9 and 15 digits); `w` a number it
 * cannot; `d` an instant as ISO text with `t`, its whole seconds since 1970, or `w` where those are out of range.
 */
export const busTrait = z.union([
  z.strictObject({ s: z.string() }),
  z.strictObject({ n: z.number() }),
  z.strictObject({ w: z.literal(true) }),
  z.strictObject({ d: z.string(), t: z.number() }),
  z.strictObject({ d: z.string(), w: z.literal(true) }),
]);
export type BusTrait = z.infer<typeof busTrait>;

/** The `detail` of a notification on the bus. `body` is the event's own JSON text, or `bodyKey` the object that holds it. */
export const busDetail = z.object({
  v: z.literal(1),
  /** One per acceptance: tells a redelivery from the same event sent again. */
  acceptance: z.string(),
  id: z.string(),
  type: z.string(),
  project: z.string(),
  /** Keyed by `traitKey(name)`. */
  traits: z.record(z.string(), busTrait),
  body: z.string().optional(),
  bodyKey: z.string().optional(),
});
export type BusDetail = z.infer<typeof busDetail>;

/** A trait's name as a key on the bus: without dots, which EventBridge reads as paths. */
export const traitKey = (name: string): string =>
  name.replace(/[%.]/g, (character) => (character === '.' ? '%2E' : '%25'));
