import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

/** What an execution follows from, if an alarm or a replay asked for it. */
const cause = z.object({
  alarm_id: z.string().nullable(),
  event_id: z.string().nullable(),
  message_id: z.string().nullable(),
  acceptance_id: z.string().nullable(),
  replay_id: z.string().nullish(),
});

const execution = z.object({
  id: z.string(),
  function_id: z.string().nullable(),
  function_version: z.number().nullable(),
  function_alias: z.string().nullable(),
  description: z.string().nullable(),
  status: z.string(),
  sync: z.boolean(),
  // Both are left out of the answer to a creation if they are large.
  input: z.string().nullish(),
  result: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
  cause: cause.optional().catch(undefined),
});

export type Execution = z.infer<typeof execution>;

const path = '/v1/executions';
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

export const isRunning = (status: string) => status === 'running' || status === 'pending';

/** An execution, asked for again each second while it runs. */
export const executionQuery = (id: string) =>
  queryOptions({
    queryKey: ['executions', id],
    queryFn: ({ signal }) => requestJson(pathOf(id), execution, { signal }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.status) ? 1_000 : false),
  });

export const executionLogQuery = (id: string, status: string | undefined) =>
  queryOptions({
    queryKey: ['executions', id, 'log', status],
    queryFn: async ({ signal }) => (await request(`${pathOf(id)}/log`, { signal })).text(),
    enabled: status !== undefined && !isRunning(status),
  });

export interface NewExecution {
  readonly function_id?: string;
  readonly function_version?: number;
  readonly function_alias?: string;
  readonly input?: string;
  readonly description?: string;
}

/** Asks for an execution and does not wait for its end. */
export const createExecution = (wanted: NewExecution) =>
  requestJson(path, execution, { method: 'POST', body: { ...wanted, sync: false } });
