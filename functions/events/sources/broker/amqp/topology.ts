import type { ChannelModel } from 'amqplib';

/** A source of notifications: a topic exchange of oslo.messaging and a routing key (`topic.priority`). */
export interface Binding {
  readonly exchange: string;
  readonly routingKey: string;
}

export interface Topology {
  /** Our own, durable queue. The exchange copies messages to every queue, so no other consumer loses any. */
  readonly queue: string;
  readonly queueType: 'classic' | 'quorum';
  readonly bindings: readonly Binding[];
  /** Whether a missing exchange is created as durable, like the services' `amqp_durable_queues`. */
  readonly durableExchanges: boolean;
}

/**
 * Creates the queue, its poison queue, the bindings and the missing exchanges. An existing exchange is
 * left as it is.
 */
export async function ensureTopology(connection: ChannelModel, topology: Topology): Promise<void> {
  const { queue, queueType, bindings, durableExchanges } = topology;
  // oxlint-disable-next-line no-await-in-loop -- a handful, each with a channel of its own
  for (const exchange of new Set(bindings.map((binding) => binding.exchange)))
    if (!(await exists(connection, exchange)))
      // oxlint-disable-next-line no-await-in-loop -- see above
      await onChannel(connection, (channel) =>
        channel.assertExchange(exchange, 'topic', { durable: durableExchanges }),
      );
  await onChannel(connection, async (channel) => {
    const form = { durable: true, arguments: { 'x-queue-type': queueType } };
    await channel.assertQueue(`${queue}.poison`, form);
    await channel.assertQueue(queue, form);
    // oxlint-disable-next-line no-await-in-loop -- a channel handles its requests in order
    for (const { exchange, routingKey } of bindings)
      await channel.bindQueue(queue, exchange, routingKey);
  });
}

/** Checks on a channel of its own, because the broker closes the channel if there is no such exchange. */
async function exists(connection: ChannelModel, exchange: string): Promise<boolean> {
  try {
    await onChannel(connection, (channel) => channel.checkExchange(exchange));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 404) return false;
    throw error;
  }
}

async function onChannel(
  connection: ChannelModel,
  work: (channel: Awaited<ReturnType<ChannelModel['createChannel']>>) => Promise<unknown>,
): Promise<void> {
  const channel = await connection.createChannel();
  // `work` rejects with the same error.
  channel.on('error', () => {});
  await work(channel);
  await channel.close();
}
