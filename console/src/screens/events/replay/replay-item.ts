import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../../../api/request.ts';
import { explanation } from '../../../parts/explain/explanation-item.ts';
import type { ReplayBody } from './replay-request.ts';

const target = z.object({
  alarm: z.string().optional(),
  function: z.string().optional(),
  project: z.boolean().optional(),
});

const listed = z.object({
  id: z.string(),
  mode: z.string(),
  state: z.string(),
  target,
  count: z.number(),
  sent: z.number(),
  created_at: z.string(),
});

export type ListedReplay = z.infer<typeof listed>;

const replay = z.object({
  ...listed.shape,
  events: z.array(z.object({ message_id: z.string(), state: z.string() })),
});

export type ShownReplay = z.infer<typeof replay>;

const dryEvent = z.object({
  message_id: z.string(),
  would: z.string(),
  /** Of a replay to an alarm. */
  explanation: explanation.optional(),
  /** Of a replay to the project: what it hits. */
  alarms: z.array(explanation).optional(),
  /** Of a replay to a function: its input, or why it gets none. */
  input: z.string().optional(),
  state: z.string().nullish(),
});

export type DryEvent = z.infer<typeof dryEvent>;

const dryReplay = z.object({
  count: z.number(),
  would_fire: z.number().optional(),
  would_run: z.number().optional(),
  events: z.array(dryEvent),
});

export type DryReplay = z.infer<typeof dryReplay>;

const created = z.object({ id: z.string(), already: z.boolean() });

const base = '/events/v2/replays';
const pathOf = (id: string) => `${base}/${encodeURIComponent(id)}`;

/** Says what a replay would do, and does nothing. */
export const tryReplay = (body: ReplayBody) =>
  requestJson(base, dryReplay, { method: 'POST', body: { ...body, mode: 'dry' } });

/** Begins a replay of as many events as a trial has found. */
export const beginReplay = ({
  body,
  count,
}: {
  readonly body: ReplayBody;
  readonly count: number;
}) =>
  requestJson(base, created, {
    method: 'POST',
    body: { ...body, mode: 'real', confirm: count },
  });

/** What is not sent yet is not sent then. */
export const stopReplay = (id: string) => request(pathOf(id), { method: 'DELETE' });

const pollMilliseconds = 1_500;

export const replayQuery = (id: string) =>
  queryOptions({
    queryKey: ['replays', id],
    queryFn: ({ signal }) => requestJson(pathOf(id), replay, { signal }),
    refetchInterval: ({ state }) => state.data?.state === 'running' && pollMilliseconds,
  });

const mostListed = 10;

/** The last real replays, newest first. */
export const replaysQuery = queryOptions({
  queryKey: ['replays'],
  queryFn: async ({ signal }) => {
    const all = await requestJson(base, z.array(listed), { signal });
    return all.filter(({ mode }) => mode === 'real').slice(0, mostListed);
  },
});
