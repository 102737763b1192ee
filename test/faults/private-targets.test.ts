import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createAlarm, notification, publish, until } from '../support/deployed.ts';
import { guestOf, request, session } from '../support/local-stack.ts';

const deliveries = z.array(z.looseObject({ url: z.string(), state: z.string() }));

test('an alarm may have an action to a private address, but its delivery fails', async () => {
  const guest = await session({ user: guestOf.privateTargets });
  const targets = [
    'http://10.0.0.1/hook',
    'http://169.254.169.254/latest/meta-data',
    'http://[fd00::1]/',
  ];
  const alarmId = await createAlarm(guest, {
    event_rule: { event_type: 'test.private' },
    alarm_actions: targets,
  });
  await publish(guest, notification(guest, 'test.private', randomUUID()));
  const failed = await until('three failed deliveries', async () => {
    const response = await request(guest, 'GET', `/alarming/v2/deliveries?alarm=${alarmId}`);
    const found = deliveries.parse(await response.json());
    return found.filter(({ state }) => state === 'failed').length === 3 ? found : undefined;
  });
  expect(failed.map(({ url }) => url).toSorted()).toEqual(targets.toSorted());
});
