import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Session } from '../../../local/session.ts';
import { listen } from '../../support/listen.ts';
import { type As, request, session } from '../../support/local-stack.ts';

/** What an alarm told its action. */
export interface Notice {
  readonly alarm_id: string;
  readonly previous: string;
  readonly reason: string;
  readonly reason_data: { readonly event: { readonly message_id: string } };
}

const patienceMilliseconds = 30_000;
/** What is still on its way when a later event has arrived has this long to overtake it. */
const graceMilliseconds = 500;

/** Somebody on this machine whom alarms of the local stack may tell. */
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
    /** Waits until an alarm has told so much; what it told so far if it never does. */
    async waitFor(alarmId: string, count: number): Promise<readonly Notice[]> {
      const until = Date.now() + patienceMilliseconds;
      // oxlint-disable-next-line no-await-in-loop -- looks again and again
      while (of(alarmId).length < count && Date.now() < until) await setTimeout(20);
      return of(alarmId);
    },
    close: () => server.close(),
  };
}

export type Receiver = Awaited<ReturnType<typeof receiver>>;

/** Logging in takes longer than all that follows. */
let publisher: Promise<Session> | undefined;

/** Publishes events as the cloud's own publisher; answers with what became of each. */
export async function publish(...events: readonly unknown[]): Promise<readonly string[]> {
  publisher ??= session({ user: 'taibai-events', project: 'service' });
  const answer = await request(await publisher, 'POST', '/events', events);
  const { results }: { results: readonly { readonly status: string }[] } = JSON.parse(
    await answer.text(),
  );
  return results.map(({ status }) => status);
}

/**
 * A way to know that nothing more will come: an alarm of its own, fired by an event that is published
 * when all others have been.
 */
export async function fence(as: As, told: Receiver): Promise<() => Promise<void>> {
  const owner = await session(as);
  const eventType = `fence.${randomUUID()}`;
  const made = await request(owner, 'POST', '/alarming/v2/alarms', {
    name: eventType,
    type: 'event',
    event_rule: { event_type: eventType },
    repeat_actions: true,
    alarm_actions: [told.url],
  });
  const { alarm_id: id }: { alarm_id: string } = JSON.parse(await made.text());
  return async () => {
    const message = randomUUID();
    await publish({
      message_id: message,
      event_type: eventType,
      traits: [['project_id', 1, owner.projectId]],
    });
    const until = Date.now() + patienceMilliseconds;
    while (
      !told.of(id).some(({ reason_data: { event } }) => event.message_id === message) &&
      Date.now() < until
    )
      // oxlint-disable-next-line no-await-in-loop -- looks again and again
      await setTimeout(20);
    await setTimeout(graceMilliseconds);
  };
}
