import { connect } from 'amqplib';
import { osloMessage } from './oslo-message.ts';

/** Sends events to a durable exchange until the broker has confirmed each. Events that a broken connection left unconfirmed are sent again. */
export async function sendConfirmed(
  port: () => number,
  wish: {
    readonly exchange: string;
    readonly routingKey: string;
    readonly ids: readonly string[];
    /** Called after each confirmation, to time the faults. */
    readonly confirmed?: (count: number) => void;
  },
): Promise<void> {
  const open = new Set(wish.ids);
  while (open.size > 0) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one connection after the other
      await sendOver(port(), wish, open);
    } catch {
      // oxlint-disable-next-line no-await-in-loop -- until the broker is back
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function sendOver(
  port: number,
  { exchange, routingKey, ids, confirmed }: Parameters<typeof sendConfirmed>[1],
  open: Set<string>,
): Promise<void> {
  const connection = await connect(`amqp://guest:guest@127.0.0.1:${port}`, { timeout: 5000 });
  const broken = new Promise<never>((_, reject) => {
    connection.on('close', () => reject(new Error('closed')));
    connection.on('error', () => {});
  });
  broken.catch(() => {});
  const channel = await connection.createConfirmChannel();
  channel.on('error', () => {});
  for (const id of Array.from(open)) {
    const sent = new Promise<void>((resolve, reject) => {
      channel.publish(
        exchange,
        routingKey,
        Buffer.from(osloMessage({ payload: [eventOf(id)] })),
        { persistent: true, contentType: 'application/json' },
        (error: unknown) => {
          if (error) return reject(new Error('not confirmed'));
          open.delete(id);
          confirmed?.(ids.length - open.size);
          return resolve();
        },
      );
    });
    sent.catch(() => {});
    // Waits for each confirmation, so that faults happen during a steady load.
    // oxlint-disable-next-line no-await-in-loop -- in order
    await Promise.race([sent, broken]);
  }
  await connection.close();
}

export const eventOf = (id: string, projectId = 'p1') => ({
  message_id: id,
  event_type: 'compute.instance.create',
  traits: [['project_id', 1, projectId]],
  raw: {},
  generated: '2026-11-23T03:00:00.123456',
});
