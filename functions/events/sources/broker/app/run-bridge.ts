import { backoffMilliseconds } from '../core/backoff.ts';
import type { EventDefinition } from '../../ceilometer/core/event-definition.ts';
import type { Ports } from '../../../ports.ts';
import type { Broker, BrokerMessage } from '../ports.ts';
import type { AcceptPorts } from '../../../app/accept-events.ts';
import { type AsyncQueue, asyncQueue } from './async-queue.ts';
import { type BridgeCounts, bridgeCounter } from './bridge-counts.ts';
import { carryMessages, type Verdict } from './carry-messages.ts';

export type BridgePorts = AcceptPorts & Pick<Ports, 'log' | 'sleep'> & { readonly broker: Broker };

export interface BridgeSettings {
  /** The deployment's own definitions, which take precedence over the shipped ones. */
  readonly definitions: readonly EventDefinition[];
  /** The maximum number of messages in a batch. */
  readonly batch: number;
  /** How many batches are carried concurrently. */
  readonly lanes: number;
}

export interface Bridge {
  readonly counts: () => BridgeCounts;
  /** Resolves after `stop`, when the batches in flight are done. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/**
 * Carries notifications from a broker to the bus until it is stopped. A message is acknowledged once the
 * bus has its events. Messages that were not acknowledged when a connection broke are redelivered on the
 * next one.
 */
export function runBridge(ports: BridgePorts, settings: BridgeSettings): Bridge {
  const { broker, log, sleep } = ports;
  const counter = bridgeCounter();
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const isStopped = () => stopping.signal.aborted;
  const pause = (failures: number) =>
    Promise.race([sleep(backoffMilliseconds(failures, Math.random())), stopped]);

  /** Retries until the bus has the batch or the connection it came from is lost. */
  async function carry(batch: readonly BrokerMessage[], isLost: () => boolean): Promise<void> {
    const bodies = batch.map(({ body }) => body);
    for (let attempt = 1; !isLost(); attempt += 1) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- the same batch again
        const { verdicts, tally } = await carryMessages(ports, settings.definitions, bodies);
        counter.addEvents(tally);
        // oxlint-disable-next-line no-await-in-loop -- ends the loop
        await Promise.all(batch.map((message, i) => settle(message, verdicts[i])));
        return;
      } catch (error) {
        counter.add('waits');
        log.warn('the bus did not take a batch', { messages: batch.length, attempt, error });
      }
      // oxlint-disable-next-line no-await-in-loop -- waits between attempts
      await pause(attempt);
    }
  }

  async function settle(message: BrokerMessage, verdict: Verdict | undefined): Promise<void> {
    counter.add('messages');
    if (message.redelivered) counter.add('redelivered');
    if (verdict?.kind !== 'poison') return message.acknowledge();
    counter.add('poison');
    log.warn('a message was set aside', { reason: verdict.reason });
    return message.setAside(verdict.reason);
  }

  async function lane(waiting: AsyncQueue<BrokerMessage>): Promise<void> {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other
      const batch = await waiting.take(settings.batch);
      if (batch.length === 0) return;
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other
      await carry(batch, () => waiting.isClosed());
    }
  }

  async function runConnection(): Promise<void> {
    const waiting = asyncQueue<BrokerMessage>();
    const session = await broker.connect((message) => waiting.add(message));
    counter.add('connections');
    log.info('connected to the broker');
    const lanes = Array.from({ length: settings.lanes }, () => lane(waiting));
    const reason = await Promise.race([session.ended, stopped]);
    waiting.close();
    await Promise.all(lanes);
    await session.close();
    if (!isStopped()) log.warn('the connection to the broker ended', { reason });
  }

  async function run(): Promise<void> {
    for (let failures = 0; !isStopped(); ) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one connection after the other
        await runConnection();
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn('the broker cannot be reached', { failures, error });
      }
      // oxlint-disable-next-line no-await-in-loop -- waits between connections
      if (!isStopped()) await pause(failures + 1);
    }
  }

  return { counts: () => counter.now(), ended: run(), stop: () => stopping.abort() };
}
