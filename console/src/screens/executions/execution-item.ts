import * as z from 'zod';

/** What caused an execution: an alarm's event, a job or a webhook. */
const cause = z.union([
  z.object({ message_id: z.string(), alarm_id: z.string(), firing_id: z.string() }),
  z.object({ job_id: z.string() }),
  z.object({ webhook_id: z.string() }),
]);

export const executionItem = z.object({
  id: z.string(),
  function_id: z.string(),
  function_name: z.string().nullable(),
  function_version: z.number(),
  status: z.string(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
  duration_ms: z.number().nullable(),
  description: z.string().nullable(),
  cause: cause.nullable(),
});

export type ExecutionItem = z.infer<typeof executionItem>;
