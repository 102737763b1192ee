import * as z from 'zod';

const attempt = z.object({
  attempt: z.number(),
  at: z.string(),
  outcome: z.string(),
  status: z.number().nullable(),
  reason: z.string().nullable(),
  latency_ms: z.number(),
  answer: z.string(),
});

const delivery = z.object({
  kind: z.literal('delivery'),
  position: z.number(),
  url: z.string(),
  delivery_id: z.string(),
  state: z.string().nullable(),
  attempts: z.array(attempt),
});

const execution = z.object({
  kind: z.literal('execution'),
  position: z.number(),
  url: z.string(),
  execution_id: z.string(),
  function_id: z.string().nullable(),
  status: z.string().nullable(),
  result: z.string().nullable(),
  created_at: z.string().nullable(),
  updated_at: z.string().nullable(),
});

const action = z.discriminatedUnion('kind', [delivery, execution]);

/** What an event did to one alarm: `fired`, or why nothing followed. */
const decision = z.object({
  outcome: z.string(),
  event_id: z.string().nullable(),
  alarm_id: z.string(),
  name: z.string().nullable(),
  at: z.string(),
  acceptance_id: z.string().nullable(),
  replay_of: z.string().nullable(),
  previous: z.string().optional(),
  current: z.string().optional(),
  reason: z.string(),
  actions: z.array(action),
});

/** `/alarming/v2/events/{message_id}/chain` */
export const eventChain = z.object({
  message_id: z.string(),
  stored: z.boolean(),
  event_type: z.string().nullable(),
  acceptances: z.array(
    z.object({
      accepted_at: z.string(),
      acceptance_id: z.string(),
      replay_of: z.string().nullable(),
    }),
  ),
  alarms: z.array(decision),
  truncated: z.boolean(),
});

export type EventChain = z.infer<typeof eventChain>;
export type Decision = z.infer<typeof decision>;
export type Action = z.infer<typeof action>;
export type Attempt = z.infer<typeof attempt>;
