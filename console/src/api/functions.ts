import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from './request.ts';

const functionName = z.object({ id: z.string(), name: z.string().nullable() });
const webhook = z.object({
  id: z.string(),
  function_id: z.string().nullable(),
  description: z.string().nullable(),
  /** A secret: who knows it can run the function. */
  webhook_url: z.string(),
});

export type Webhook = z.infer<typeof webhook>;

/** The functions of the project, by name. */
export const functionNamesQuery = queryOptions({
  queryKey: ['functions', 'names'],
  queryFn: async ({ signal }) => {
    const listed = z.object({ functions: z.array(functionName) });
    return (await requestJson('/v1/functions', listed, { signal })).functions;
  },
});

/** The webhooks of the project, with their addresses. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks', 'addresses'],
  queryFn: async ({ signal }) => {
    const listed = z.object({ webhooks: z.array(webhook) });
    return (await requestJson('/v1/webhooks', listed, { signal })).webhooks;
  },
});
