import * as z from 'zod';

/** What caused an execution: an alarm's event, a replay, a job or a webhook. */
const cause = z.union([
  z.object({
    alarm_id: z.string(),
    firing_id: z.string(),
    message_id: z.string().nullish(),
  }),
  z.object({ replay_id: z.string(), message_id: z.string().nullish() }),
  z.object({ job_id: z.string() }),
  z.object({ webhook_id: z.string() }),
]);

export const executionItem = z.object({
  id: z.string(),
  function_id: z.string().nullable(),
  function_name: z.string().nullable(),
  function_version: z.number().nullable(),
  status: z.string(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
  duration_ms: z.number().nullable(),
  description: z.string().nullable(),
  cause: cause.nullable(),
});

export type ExecutionItem = z.infer<typeof executionItem>;

/** Filters of a list of executions. */
interface AskedExecutions {
  readonly function?: string | undefined;
  readonly status?: string | undefined;
  readonly cause?: string | undefined;
}

const causeOf = ({ cause: by }: ExecutionItem): string => {
  if (!by) return 'none';
  if ('alarm_id' in by) return 'alarm';
  if ('replay_id' in by) return 'replay';
  return 'job_id' in by ? 'job' : 'webhook';
};

export const passesExecution = (item: ExecutionItem, asked: AskedExecutions): boolean =>
  (asked.function === undefined || item.function_id === asked.function) &&
  (asked.status === undefined || item.status === asked.status) &&
  (asked.cause === undefined || causeOf(item) === asked.cause);
