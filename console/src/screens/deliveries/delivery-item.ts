import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from '../../api/request.ts';

export const deliveryItem = z.object({
  id: z.string(),
  alarm_id: z.string(),
  alarm_name: z.string().nullable(),
  /** Without secrets */
  url: z.string(),
  state: z.string(),
  attempts: z.number(),
  last_status: z.number().nullable(),
  message_id: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});

export type DeliveryItem = z.infer<typeof deliveryItem>;

const attempt = z.object({
  at: z.string(),
  status: z.number().nullable(),
  error: z.string().nullable(),
  duration_ms: z.number(),
  answer: z.string(),
});

export type DeliveryAttempt = z.infer<typeof attempt>;

const wholeDelivery = z.object({
  ...deliveryItem.shape,
  attempt_list: z.array(attempt),
  /** The body that is sent, cut if it is large. */
  notice: z.string().nullish(),
});

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) =>
      requestJson(`/taibai/v1/deliveries/${encodeURIComponent(id)}`, wholeDelivery, { signal }),
  });
