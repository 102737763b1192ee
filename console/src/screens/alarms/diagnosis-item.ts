import * as z from 'zod';
import { measures } from '../../parts/explain/measure-rows.ts';

const change = z.object({ at: z.string(), type: z.string() }).nullable();

/** What may keep an alarm from firing. */
export const diagnosis = z.object({
  type: z.string(),
  enabled: z.boolean(),
  state: z.string(),
  state_since: z.string(),
  repeat_actions: z.boolean().nullable(),
  armed: change,
  rule: z.object({
    place: z.string().nullable(),
    settlement: z.string(),
    settled_at: z.string().nullable(),
  }),
  last_firing: change,
  deliveries: z.record(z.string(), z.number()),
  hits_without_effect: z.record(z.string(), z.number()),
  events: z
    .object({
      examined: z.number(),
      complete: z.boolean(),
      matched: z.number(),
      near_misses: z.array(
        z.object({
          code: z.string(),
          count: z.number(),
          example: z.object({ message_id: z.string(), words: z.string() }),
        }),
      ),
    })
    .nullable(),
  measures: measures.nullish(),
});

export type Diagnosis = z.infer<typeof diagnosis>;
