import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

const webhook = z.object({
  id: z.string(),
  function_id: z.string().nullable(),
  function_alias: z.string().nullable(),
  function_version: z.number().nullable(),
  description: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
  webhook_url: z.string(),
});

export type Webhook = z.infer<typeof webhook>;

const path = '/v1/webhooks';
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }) =>
    (await requestJson(path, z.object({ webhooks: z.array(webhook) }), { signal })).webhooks,
});

/** What a webhook or a job runs: a function, one of its versions, or what an alias names. */
export interface Target {
  readonly function_id?: string;
  readonly function_version?: number;
  readonly function_alias?: string;
}

export const createWebhook = (wanted: Target & { readonly description?: string }) =>
  requestJson(path, webhook, { method: 'POST', body: wanted });

/** Changes what is named of a webhook. */
export const updateWebhook = (id: string, change: Target & { readonly description?: string }) =>
  requestJson(pathOf(id), webhook, { method: 'PUT', body: change });

export const deleteWebhook = (id: string) => request(pathOf(id), { method: 'DELETE' });
