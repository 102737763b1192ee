import * as z from 'zod';

/** The event with which Lambda passes on messages of an Amazon MQ broker (RabbitMQ), by queue and virtual host. */
export const brokerEvent = z.object({
  eventSource: z.literal('aws:rmq'),
  rmqMessagesByQueue: z.record(
    z.string(),
    z.array(z.object({ redelivered: z.boolean().optional(), data: z.base64() })),
  ),
});
export type BrokerEvent = z.infer<typeof brokerEvent>;
