import type { ChannelModel } from 'amqplib';

/** Where notifications come from: a topic exchange of oslo.messaging and a routing key (`topic.priority`). */
export interface Binding {
  readonly exchange: string;
  readonly routingKey: string;
}

export interface Topology {
  /** Our own queue, durable. Nobody else's messages are taken: the exchange gives every queue its copy. */
  readonly queue: string;
  readonly queueType: 'classic' | 'quorum';
  readonly bindings: readonly Binding[];
  /** How to make an exchange that is not there yet: as the services would, by their `amqp_durable_queues`. */
  readonly durableExchanges: boolean;
}

/**
 * Makes the queue, the one beside it for what cannot be read, and the bindings. An exchange that
 * exists stays as its owner made it.
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
    // oxlint-disable-next-line no-await-in-loop -- answers of a channel come in order
    for (const { exchange, routingKey } of bindings)
      await channel.bindQueue(queue, exchange, routingKey);
  });
}

/** Asking for what is not there costs the channel it is asked on. */
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
  // The refusal itself is what `work` rejects with.
  channel.on('error', () => {});
  await work(channel);
  await channel.close();
}
