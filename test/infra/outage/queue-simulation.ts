import type { SQSBatchResponse, SQSHandler, SQSRecord } from 'aws-lambda';
import { after, type Instant, millisecondsOf } from '../../../functions/platform/core/instant.ts';
import type { QueuePorts } from '../../../functions/platform/aws/queue-consumer.ts';
import { partial } from '../../support/partial.ts';

/** What a template says about a queue. */
export interface QueueSettings {
  readonly visibilitySeconds: number;
  readonly maximumReceives: number;
}

interface Waiting {
  readonly id: string;
  readonly body: string;
  readonly sentAt: Instant;
  receives: number;
  visibleAt: Instant;
}

const batchSize = 10;

/**
 * A queue, its dead-letter queue and the event source in between, on a clock that the simulation sets.
 * A throttled batch counts as received, and returns after its visibility time-out.
 */
export function queueSimulation(
  { visibilitySeconds, maximumReceives }: QueueSettings,
  clock: { now(): Instant; advance(seconds: number): Instant },
) {
  const waiting = new Map<string, Waiting>();
  const aside: { readonly body: string; readonly reason: string }[] = [];
  let sent = 0;

  const receive = (): readonly Waiting[] => {
    const visible = [...waiting.values()].filter(({ visibleAt }) => visibleAt <= clock.now());
    const received = visible.slice(0, batchSize);
    for (const message of received) {
      message.receives += 1;
      message.visibleAt = after(clock.now(), visibilitySeconds);
      if (message.receives <= maximumReceives) continue;
      waiting.delete(message.id);
      aside.push({ body: message.body, reason: 'received too often' });
    }
    return received.filter(({ id }) => waiting.has(id));
  };

  return {
    aside,
    get length() {
      return waiting.size;
    },
    send(message: unknown, delaySeconds = 0): void {
      const id = String((sent += 1));
      const visibleAt = after(clock.now(), delaySeconds);
      const body = JSON.stringify(message);
      waiting.set(id, { id, body, sentAt: clock.now(), receives: 0, visibleAt });
    },
    /** What the consumer's ports do to this queue. */
    ports: {
      async postpone(receiptHandle, at) {
        const message = waiting.get(receiptHandle);
        if (message) message.visibleAt = at;
      },
      async putAside(body, reason) {
        aside.push({ body, reason });
      },
    } satisfies Partial<QueuePorts>,
    /** Delivers messages as they become visible, until none is left or the time has come. */
    async run(handler: SQSHandler, until: Instant, isThrottled: () => boolean): Promise<void> {
      for (;;) {
        const [next] = [...waiting.values()].map(({ visibleAt }) => visibleAt).toSorted();
        if (next === undefined || next > until) break;
        if (next > clock.now()) clock.advance(secondsBetween(clock.now(), next));
        const batch = receive();
        if (batch.length === 0 || isThrottled()) continue;
        // oxlint-disable-next-line no-await-in-loop -- one batch after the other
        const response = await handler({ Records: batch.map(recordOf) }, partial({}), () => {});
        const failed = failuresOf(response ?? undefined);
        for (const { id } of batch) if (!failed.has(id)) waiting.delete(id);
      }
      if (until > clock.now()) clock.advance(secondsBetween(clock.now(), until));
    },
  };
}

const secondsBetween = (from: Instant, to: Instant) =>
  (millisecondsOf(to) - millisecondsOf(from)) / 1000;

const failuresOf = (response: SQSBatchResponse | undefined) =>
  new Set(response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));

const recordOf = ({ id, body, sentAt, receives }: Waiting): SQSRecord =>
  partial<SQSRecord>({
    messageId: id,
    receiptHandle: id,
    body,
    attributes: partial<SQSRecord['attributes']>({
      ApproximateReceiveCount: String(receives),
      SentTimestamp: String(millisecondsOf(sentAt)),
    }),
  });
