import { memoryDeliveryQueue } from '../../fakes/delivery-queue.ts';
import { memoryDeliverySignings } from '../../fakes/delivery-signings.ts';
import { memoryDeliveryStore } from '../../fakes/delivery-store.ts';
import { derivingSigner } from '../../../functions/alarming/node/signer.ts';
import { memoryTrusts } from '../../fakes/trusts.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { deliverActions } from '../../../functions/alarming/app/deliveries/deliver-actions.ts';
import { requeueDueDeliveries } from '../../../functions/alarming/app/deliveries/requeue-due-deliveries.ts';
import type { DeliveryMessage } from '../../../functions/contract/message.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import type { PosterAnswer } from '../../../functions/alarming/delivery-ports.ts';
import { handClock } from './delivery.ts';

export type DeliveryPorts = Parameters<typeof deliverActions>[0];

export const answering = (status: number, retryAfter?: string): PosterAnswer => ({
  outcome: { kind: status >= 200 && status < 300 ? 'delivered' : 'rejected', status },
  answer: '',
  latencyMilliseconds: 1,
  retryAfter,
});

export const unreachable: PosterAnswer = {
  outcome: { kind: 'unreachable', reason: 'ECONNREFUSED' },
  answer: '',
  latencyMilliseconds: 1,
};

/** The notifier with its queue, table and receivers, and a clock that is set by hand. */
export function deliveryWorld(
  answer: (url: string, attempt: number) => PosterAnswer = () => answering(200),
) {
  const clock = handClock();
  const deliveries = memoryDeliveryStore();
  const queue = memoryDeliveryQueue();
  const posts: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }[] = [];
  const logged: { readonly message: string; readonly fields: unknown }[] = [];
  const note = (message: string, fields?: unknown) => {
    logged.push({ message, fields });
  };
  const ports = {
    clock,
    deliveries,
    deliveryQueue: queue,
    deliverySignings: memoryDeliverySignings(),
    signer: derivingSigner(async () => 'master'),
    ids: nodeIds,
    settings: { publicUrl: 'http://taibai.example' },
    trustTokens: memoryTrusts(),
    log: { info: note, warn: note, error: note },
    payloads: {
      load: async (payload: { readonly text: string } | { readonly key: string }) =>
        'text' in payload ? payload.text : `content of ${payload.key}`,
    },
    poster: {
      async post(request: (typeof posts)[number]) {
        posts.push(request);
        return answer(request.url, posts.filter(({ url }) => url === request.url).length);
      },
    },
  } satisfies DeliveryPorts;

  /**
   * Acts as SQS and the sweeper until nothing is left to do; a message whose consumer throws is delivered
   * again. With `through`, the consumer runs on other ports, for example ones that fail.
   */
  async function run(first: readonly DeliveryMessage[], through: DeliveryPorts = ports) {
    const waiting = first.map((message) => ({ message, at: clock.now() }));
    for (let steps = 0; steps < 1000; steps += 1) {
      const next = waiting.toSorted((left, right) => (left.at < right.at ? -1 : 1))[0];
      if (next) {
        waiting.splice(waiting.indexOf(next), 1);
        if (next.at > clock.now()) clock.set(next.at);
        // oxlint-disable-next-line no-await-in-loop -- one consumer, one message after the other
        await deliverActions(through, next.message).catch(() => {
          waiting.push({ message: next.message, at: after(clock.now(), 30) });
        });
      } else {
        // oxlint-disable-next-line no-await-in-loop -- the sweeper runs
        const keys = await deliveries.due('9999', 1000);
        // oxlint-disable-next-line no-await-in-loop -- the sweeper runs
        const rows = await Promise.all(keys.map((key) => deliveries.get(key.projectId, key.id)));
        const due = rows.flatMap((row) => row?.dueAt ?? []);
        const [earliest] = due.toSorted();
        if (earliest === undefined) return;
        if (earliest > clock.now()) clock.set(earliest);
        // oxlint-disable-next-line no-await-in-loop -- once a minute
        await requeueDueDeliveries(through, 100).catch(() => {});
      }
      for (const { message, delaySeconds } of queue.sent.splice(0))
        waiting.push({ message, at: after(clock.now(), delaySeconds) });
    }
    throw new Error('does not end');
  }

  return { ports, posts, logged, deliveries, queue, clock, run };
}

/**
 * The same ports, but the consumer dies at its nth call that has an effect or may fail: once, before or
 * after the call. `calls` counts the calls.
 */
export function mortal(ports: DeliveryPorts, nth: number, when: 'before' | 'after') {
  const calls = { made: 0 };
  const dying =
    <Arguments extends readonly unknown[], Result>(
      call: (...given: Arguments) => Promise<Result>,
    ): ((...given: Arguments) => Promise<Result>) =>
    async (...given) => {
      calls.made += 1;
      const dies = calls.made === nth;
      if (dies && when === 'before') throw new Error('killed');
      const result = await call(...given);
      if (dies) throw new Error('killed');
      return result;
    };
  const { deliveries, deliveryQueue, payloads, poster } = ports;
  return {
    calls,
    ports: {
      ...ports,
      deliveries: {
        ...deliveries,
        get: dying((...given: Parameters<typeof deliveries.get>) => deliveries.get(...given)),
        put: dying((...given: Parameters<typeof deliveries.put>) => deliveries.put(...given)),
        due: dying((...given: Parameters<typeof deliveries.due>) => deliveries.due(...given)),
      },
      deliveryQueue: {
        ...deliveryQueue,
        send: dying((...given: Parameters<typeof deliveryQueue.send>) =>
          deliveryQueue.send(...given),
        ),
      },
      payloads: {
        ...payloads,
        load: dying((...given: Parameters<typeof payloads.load>) => payloads.load(...given)),
      },
      poster: {
        ...poster,
        post: dying((...given: Parameters<typeof poster.post>) => poster.post(...given)),
      },
    } satisfies DeliveryPorts,
  };
}
