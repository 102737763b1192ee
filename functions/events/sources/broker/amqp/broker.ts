import { type ChannelModel, type ConfirmChannel, type ConsumeMessage, connect } from 'amqplib';
import type { Broker, BrokerMessage, BrokerSession } from '../ports.ts';
import { ensureTopology, type Topology } from './topology.ts';

export interface AmqpSettings extends Topology {
  /** AMQP URLs, tried in turn. */
  readonly brokers: readonly string[];
  /** The maximum number of unacknowledged messages. */
  readonly prefetch: number;
}

const heartbeatSeconds = 20;
const connectMilliseconds = 10_000;

/** RabbitMQ by AMQP 0-9-1. */
export function amqpBroker(settings: AmqpSettings): Broker {
  let next = 0;
  return {
    async connect(take) {
      const url = settings.brokers[next++ % settings.brokers.length] ?? '';
      const connection = await connect(withHeartbeat(url), { timeout: connectMilliseconds });
      // An error is always followed by `close`, which is handled.
      connection.on('error', () => {});
      try {
        return await consume(connection, settings, take);
      } catch (error) {
        await connection.close().catch(() => {});
        throw error;
      }
    },
  };
}

function withHeartbeat(url: string): string {
  const addressed = new URL(url);
  addressed.searchParams.set('heartbeat', String(heartbeatSeconds));
  return addressed.href;
}

async function consume(
  connection: ChannelModel,
  settings: AmqpSettings,
  take: (message: BrokerMessage) => void,
): Promise<BrokerSession> {
  await ensureTopology(connection, settings);
  const channel = await connection.createConfirmChannel();
  const state = watch(connection, channel);
  await channel.prefetch(settings.prefetch);
  await channel.consume(settings.queue, (message) => {
    if (message)
      take(
        brokerMessage(
          { channel, isOpen: state.isOpen, poisonQueue: poisonQueueOf(settings) },
          message,
        ),
      );
    else state.end('the broker cancelled the consumer');
  });
  return {
    ended: state.ended,
    async close() {
      state.end(undefined);
      // Closing the channel sends the acknowledgements first. A lost connection would never answer.
      await Promise.race([closeBoth(connection, channel), state.closed]);
    },
  };
}

async function closeBoth(connection: ChannelModel, channel: ConfirmChannel): Promise<void> {
  try {
    await channel.close();
    await connection.close();
  } catch {
    // The broker may have closed it first.
    await connection.close().catch(() => {});
  }
}

const poisonQueueOf = ({ queue }: Pick<AmqpSettings, 'queue'>): string => `${queue}.poison`;

/** Watches a connection and its channel: when they end, and why. */
function watch(connection: ChannelModel, channel: ConfirmChannel) {
  let open = true;
  const { promise: ended, resolve: end } = promised<string | undefined>();
  const { promise: closed, resolve: setClosed } = promised<void>();
  const fail = (reason: string) => {
    open = false;
    end(reason);
  };
  channel.on('error', (error: Error) => fail(error.message));
  channel.on('close', () => fail('the channel was closed'));
  connection.on('close', (error?: Error) => {
    fail(error?.message ?? 'closed by the broker');
    setClosed();
  });
  return { ended, closed, end, isOpen: () => open };
}

function promised<T>() {
  let settle: ((value: T) => void) | undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value: T) => settle?.(value) };
}

function brokerMessage(
  {
    channel,
    isOpen,
    poisonQueue,
  }: {
    readonly channel: ConfirmChannel;
    readonly isOpen: () => boolean;
    readonly poisonQueue: string;
  },
  message: ConsumeMessage,
): BrokerMessage {
  const acknowledge = () => {
    if (isOpen()) channel.ack(message);
  };
  return {
    body: message.content,
    redelivered: message.fields.redelivered,
    acknowledge,
    async setAside(reason) {
      if (!isOpen()) return;
      const stored = await republish(channel, poisonQueue, message, reason);
      if (stored) acknowledge();
    },
  };
}

/** Whether the broker has confirmed that the message is in the other queue. */
const republish = (
  channel: ConfirmChannel,
  queue: string,
  { content, fields, properties }: ConsumeMessage,
  reason: string,
): Promise<boolean> =>
  new Promise((resolve) => {
    const headers = {
      ...properties.headers,
      'x-taibai-reason': reason,
      'x-taibai-exchange': fields.exchange,
      'x-taibai-routing-key': fields.routingKey,
    };
    const { contentType, contentEncoding } = properties;
    channel.sendToQueue(
      queue,
      content,
      { persistent: true, headers, contentType, contentEncoding },
      (error: unknown) => resolve(!error),
    );
  });
