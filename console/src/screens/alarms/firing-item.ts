import * as z from 'zod';

export const firingItem = z.object({
  id: z.string(),
  at: z.string(),
  alarm_id: z.string(),
  alarm_name: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  message_id: z.string().nullable(),
  deliveries: z.array(z.object({ id: z.string(), state: z.string().nullable() })),
  executions: z.array(z.object({ id: z.string(), status: z.string().nullable() })),
});

export type FiringItem = z.infer<typeof firingItem>;
