import * as z from 'zod';
import { busDetail } from './bus-event.ts';

const payload = z.union([z.object({ text: z.string() }), z.object({ key: z.string() })]);

/** What a rule's target puts on the queue `hits`: which rule, and the event. */
export const hitMessage = z.object({ v: z.literal(1), rule: z.string(), event: busDetail });
export type HitMessage = z.infer<typeof hitMessage>;

/**
 * Work for the executor: an execution the API has recorded, or one that an alarm asked for through
 * one of our own webhooks and that is recorded when it is claimed.
 */
export const executionMessage = z.discriminatedUnion('kind', [
  z.object({
    v: z.literal(1),
    kind: z.literal('recorded'),
    projectId: z.string(),
    executionId: z.string(),
  }),
  z.object({
    v: z.literal(1),
    kind: z.literal('webhook'),
    /** The alarm's project: its share of the queue is used. */
    projectId: z.string(),
    webhookId: z.string(),
    executionId: z.string(),
    /** JSON text of the keyword arguments. */
    input: payload,
  }),
]);
export type ExecutionMessage = z.infer<typeof executionMessage>;

/** Work for the notifier: the outside actions of one firing, or what is left of one of them. */
export const deliveryMessage = z.object({
  v: z.literal(1),
  projectId: z.string(),
  alarmId: z.string(),
  firingId: z.string(),
  /** The seven-key body, JSON text. */
  body: payload,
  /** In the order of the alarm's list; `position` is the place in that list. */
  actions: z.array(z.object({ position: z.int(), url: z.string() })),
  attempt: z.int(),
});
export type DeliveryMessage = z.infer<typeof deliveryMessage>;

/** Work for the provisioner: make Lambda agree with this function's row. */
export const provisioningMessage = z.object({
  v: z.literal(1),
  projectId: z.string(),
  functionId: z.string(),
});
export type ProvisioningMessage = z.infer<typeof provisioningMessage>;
