import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Session } from '../../../local/session.ts';
import { listen } from '../../support/listen.ts';
import { type As, request, session } from '../../support/local-stack.ts';

/** A notification that an alarm sent to its action. */
export interface Notice {
  readonly alarm_id: string;
  readonly previous: string;
  readonly reason: string;
  readonly reason_data: { readonly event: { readonly message_id: string } };
}

const timeoutMilliseconds = 30_000;
/** The wait for late notifications after the last event has arrived. */
const graceMilliseconds = 500;

/** A server on this machine that receives notifications of alarms of the local stack. */
export async function receiver() {
  const notices: Notice[] = [];
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      notices.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      answer.writeHead(204).end();
    });
  });
  const url = `http://127.0.0.1:${await listen(server)}/`;
  const of = (alarmId: string) => notices.filter((notice) => notice.alarm_id === alarmId);

  return {
    url,
    of,
    /** Waits until an alarm has sent `count` notifications, and returns them; fewer after a timeout. */
    async waitFor(alarmId: string, count: number): Promise<readonly Notice[]> {
      const until = Date.now() + timeoutMilliseconds;
      // oxlint-disable-next-line no-await-in-loop -- looks again and again
      while (of(alarmId).length < count && Date.now() < until) await setTimeout(20);
      return of(alarmId);
    },
    close: () => server.close(),
  };
}

export type Receiver = Awaited<ReturnType<typeof receiver>>;

/** Shared, because logging in takes longer than a test. */
let publisher: Promise<Session> | undefined;

/** Publishes events as the cloud's own publisher, and returns the status of each. */
export async function publish(...events: readonly unknown[]): Promise<readonly string[]> {
  publisher ??= session({ user: 'taibai-events', project: 'service' });
  const answer = await request(await publisher, 'POST', '/events', events);
  const { results }: { results: readonly { readonly status: string }[] } = JSON.parse(
    await answer.text(),
  );
  return results.map(({ status }) => status);
}

/**
 * Makes a function that waits until all earlier events have had their effect: it publishes an event for an
 * alarm of its own and waits for that alarm's notification.
 */
export async function fence(as: As, target: Receiver): Promise<() => Promise<void>> {
  const owner = await session(as);
  const eventType = `fence.${randomUUID()}`;
  const made = await request(owner, 'POST', '/alarming/v2/alarms', {
    name: eventType,
    type: 'event',
    event_rule: { event_type: eventType },
    repeat_actions: true,
    alarm_actions: [target.url],
  });
  const { alarm_id: id }: { alarm_id: string } = JSON.parse(await made.text());
  return async () => {
    const message = randomUUID();
    await publish({
      message_id: message,
      event_type: eventType,
      traits: [['project_id', 1, owner.projectId]],
    });
    const until = Date.now() + timeoutMilliseconds;
    while (
      !target.of(id).some(({ reason_data: { event } }) => event.message_id === message) &&
      Date.now() < until
    )
      // oxlint-disable-next-line no-await-in-loop -- looks again and again
      await setTimeout(20);
    await setTimeout(graceMilliseconds);
  };
}
