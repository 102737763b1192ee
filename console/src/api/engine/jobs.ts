import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';
import type { Target } from './webhooks.ts';

const job = z.object({
  id: z.string(),
  name: z.string().nullable(),
  function_id: z.string().nullable(),
  function_alias: z.string().nullable(),
  function_version: z.number().nullable(),
  function_input: z.string().nullable(),
  status: z.string(),
  pattern: z.string().nullable(),
  count: z.number().nullable(),
  first_execution_time: z.string().nullable(),
  next_execution_time: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
});

export type Job = z.infer<typeof job>;

const path = '/v1/jobs';
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: async ({ signal }) =>
    (await requestJson(path, z.object({ jobs: z.array(job) }), { signal })).jobs,
});

export interface JobFields {
  readonly name?: string;
  readonly function_input?: string;
  readonly pattern?: string;
  readonly count?: number;
  readonly first_execution_time?: string;
}

export const createJob = (wanted: JobFields & Target) =>
  requestJson(path, job, { method: 'POST', body: wanted });

export interface JobChange extends Pick<JobFields, 'name' | 'function_input' | 'pattern'> {
  readonly status?: string;
  readonly next_execution_time?: string;
}

export const updateJob = (id: string, change: JobChange) =>
  requestJson(pathOf(id), job, { method: 'PUT', body: change });

export const deleteJob = (id: string) => request(pathOf(id), { method: 'DELETE' });
