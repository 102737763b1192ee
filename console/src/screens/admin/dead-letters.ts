import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from '../../api/request.ts';

const path = '/taibai/v1/admin/dead-letters';
const pathOf = (queue: string) => `${path}/${encodeURIComponent(queue)}`;

const queues = z.object({
  queues: z.array(
    z.object({
      name: z.string(),
      depth: z.number(),
      oldest: z.object({ sent_at: z.string(), of_all: z.boolean() }).nullish(),
      in_flight: z.number(),
      /** Whether its messages can be sent again as they are. */
      can_resend: z.boolean().default(true),
    }),
  ),
});

export type DeadLetterQueue = z.infer<typeof queues>['queues'][number];

/** The queues of what was given up, and how much is in each. */
export const queuesQuery = queryOptions({
  queryKey: ['admin', 'dead-letters'],
  queryFn: async ({ signal }) => (await requestJson(path, queues, { signal })).queues,
  refetchInterval: 30_000,
});

/** The same with the oldest message of each queue, for which they are looked at: only when the screen is opened. */
export const oldestQuery = queryOptions({
  queryKey: ['admin', 'dead-letters', 'with the oldest'],
  queryFn: async ({ signal }) =>
    (await requestJson(`${path}?oldest=true`, queues, { signal })).queues,
  staleTime: 60_000,
  refetchOnWindowFocus: false,
});

const messages = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      received: z.number(),
      sent_at: z.string(),
      reason: z.string().nullable(),
      body: z.string(),
    }),
  ),
});

export type DeadLetter = z.infer<typeof messages>['messages'][number];

/** Some of a queue's messages. Whoever looks does not take them. */
export const messagesQuery = (queue: string) =>
  queryOptions({
    queryKey: ['admin', 'dead-letters', queue],
    queryFn: async ({ signal }) =>
      (await requestJson(`${pathOf(queue)}/messages`, messages, { signal })).messages,
    refetchOnWindowFocus: false,
  });

const resent = z.object({ resent: z.number(), remaining: z.number() });

export const resendSome = (queue: string, limit: number) =>
  requestJson(`${pathOf(queue)}/resend`, resent, { method: 'POST', body: { limit } });

export const deleteMessages = (queue: string, ids: readonly string[]) =>
  requestJson(`${pathOf(queue)}/messages`, z.object({ deleted: z.number() }), {
    method: 'DELETE',
    body: { ids },
  });
