import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { guestOf, localStack, request, session } from '../support/local-stack.ts';
import { until } from '../support/deployed.ts';
import { publish } from './support/receiver.ts';

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
  const deliveries = await until('the delivery is listed', async () => {
    const listed: readonly unknown[] = await ask('GET', `/deliveries?alarm=${alarm.alarm_id}`);
    return listed.length > 0 ? listed : undefined;
  });
  expect(deliveries).toMatchObject([
    { state: 'delivered', url: `trust+${target}`, attempts: [{ status: 201 }] },
  ]);
  expect(await ask('GET', '/signing-secret')).toMatchObject({ generation: 1 });
});
