import * as z from 'zod';
import { measures } from './measure-rows.ts';

const shownValue = z.object({ type: z.string(), value: z.string() });

const typePart = z.object({
  part: z.literal('event_type'),
  holds: z.boolean(),
  code: z.string(),
  expected: z.string(),
  found: z.string(),
  words: z.string(),
  hint: z.string().nullable(),
});

const conditionPart = z.object({
  part: z.number(),
  field: z.string(),
  op: z.string(),
  type: z.string(),
  holds: z.boolean(),
  code: z.string(),
  expected: shownValue,
  found: shownValue.nullable(),
  words: z.string(),
  hint: z.string().nullable(),
});

export const explanation = z.object({
  alarm_id: z.string().nullable(),
  name: z.string(),
  verdict: z.string(),
  would: z.string(),
  parts: z.array(z.union([typePart, conditionPart])),
  reasons: z.array(z.looseObject({ code: z.string(), words: z.string() })),
  words: z.string(),
  measures: measures.nullish(),
});

export const explanations = z.object({
  alarms: z.array(explanation),
  misses: z.number(),
  next: z.string().nullable(),
});

export type Explanation = z.infer<typeof explanation>;
export type ExplanationPart = Explanation['parts'][number];
