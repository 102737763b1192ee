import * as z from 'zod';

/** What Lambda hands over from an Amazon MQ broker (RabbitMQ): messages by queue and virtual host. */
export const brokerEvent = z.object({
  eventSource: z.literal('aws:rmq'),
  rmqMessagesByQueue: z.record(
    z.string(),
    z.array(z.object({ redelivered: z.boolean().optional(), data: z.base64() })),
  ),
});
export type BrokerEvent = z.infer<typeof brokerEvent>;
