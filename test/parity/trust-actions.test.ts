import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { guestOf, localStack, request, session } from '../support/local-stack.ts';
import { publish } from './support/receiver.ts';

interface ShownDelivery {
  readonly alarm_id: string;
  readonly state: string;
  readonly url: string;
  readonly attempts: readonly { readonly status: number | null }[];
}

test('a trust action to our own services runs as the owner of the alarm', async () => {
  const owner = await session({ user: guestOf.trusts });
  const ask = async (method: string, path: string, body?: unknown) =>
    JSON.parse(await (await request(owner, method, `/alarming/v2${path}`, body)).text());
  const target = `${localStack.url}/alarming/v2/signing-secret`;
  const type = `trust.${randomUUID()}`;
  const alarm = await ask('POST', '/alarms', {
    name: 'trusting',
    type: 'event',
    event_rule: { event_type: type },
    alarm_actions: [`trust+${target}`],
  });
  expect(alarm.alarm_actions).toEqual([`trust+${target}`]);
  await publish({
    message_id: randomUUID(),
    event_type: type,
    traits: [['project_id', 1, owner.projectId]],
  });
  const until = Date.now() + 30_000;
  let shown: readonly ShownDelivery[] = [];
  while (shown.length === 0 && Date.now() < until) {
    // oxlint-disable-next-line no-await-in-loop -- looks again and again
    await setTimeout(100);
    // oxlint-disable-next-line no-await-in-loop -- see above
    shown = await ask('GET', `/deliveries?alarm=${alarm.alarm_id}`);
  }
  expect(shown).toMatchObject([
    { state: 'delivered', url: `trust+${target}`, attempts: [{ status: 201 }] },
  ]);
  expect(await ask('GET', '/signing-secret')).toMatchObject({ generation: 1 });
});
