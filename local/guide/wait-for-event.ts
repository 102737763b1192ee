import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Session } from '../session.ts';

const chain = z.object({
  alarms: z.array(z.object({ actions: z.array(z.object({ status: z.string().nullish() })) })),
});

/** Waits until an event can be found in the log. */
export const waitForStoredEvent = (session: Session, messageId: string): Promise<void> =>
  waitFor(`the event ${messageId} was not stored`, async () => {
    const { status } = await ask(session, `/events/v2/events/${messageId}`);
    return status === 200;
  });

/** Waits until an event has caused an execution that has ended. */
export const waitForEffect = (session: Session, messageId: string): Promise<void> =>
  waitFor(`the event ${messageId} caused no execution that has ended`, async () => {
    const answer = await ask(session, `/alarming/v2/events/${messageId}/chain`);
    if (answer.status !== 200) return false;
    const actions = chain.parse(await answer.json()).alarms.flatMap((alarm) => alarm.actions);
    return actions.some(({ status }) => status === 'success' || status === 'failed');
  });

const ask = ({ url, token }: Session, path: string): Promise<Response> =>
  fetch(url + path, { headers: { 'x-auth-token': token } });

async function waitFor(failure: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  // oxlint-disable-next-line no-await-in-loop -- polls
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`${failure} within a minute`);
    // oxlint-disable-next-line no-await-in-loop -- polls
    await sleep(200);
  }
}
