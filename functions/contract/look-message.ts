import * as z from 'zod/mini';

/**
 * A message of the queue `looks`: measures have been accepted of a metric that an alarm watches. They can be
 * read already. A message may come twice, and one may stand for several requests of the same second.
 */
export const lookMessage = z.object({
  v: z.literal(1),
  /** Of the alarm. */
  projectId: z.string(),
  alarmId: z.string(),
  /** When the measures were accepted: an instant. */
  acceptedAt: z.string(),
  /** The earliest and the latest time of the measures, in seconds since 1970. */
  from: z.number(),
  until: z.number(),
});
export type LookMessage = z.infer<typeof lookMessage>;
