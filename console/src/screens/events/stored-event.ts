import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { ApiError } from '../../api/api-error.ts';
import { request } from '../../api/request.ts';

const acceptance = z.object({
  accepted_at: z.string(),
  acceptance_id: z.string(),
  replay_of: z.string().nullable(),
});

const storedEvent = z.object({
  message_id: z.string(),
  event_type: z.string(),
  generated: z.string().nullable(),
  traits: z.array(z.object({ name: z.string(), value: z.string(), type: z.string() })),
  acceptances: z.array(acceptance),
  accepted_at: z.string(),
  replay_of: z.string().nullable(),
});

/** An event as the log has it, and the text of the answer, which has numbers as they were written. */
export const storedEventQuery = (messageId: string) =>
  queryOptions({
    queryKey: ['event', messageId],
    queryFn: async ({ signal }) => {
      const path = `/events/v2/events/${encodeURIComponent(messageId)}`;
      const text = await (await request(path, { signal })).text();
      return { event: storedEvent.parse(JSON.parse(text)), text };
    },
    // An event is stored some seconds after it was accepted.
    retry: (failures, error) => failures < 8 && error instanceof ApiError && error.status === 404,
    retryDelay: 1_000,
    staleTime: 60_000,
  });

export type StoredEvent = z.infer<typeof storedEvent>;
