import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Session } from '../../local/session.ts';
import {
  createAlarm,
  createFunction,
  createWebhook,
  executionsOf,
  historyTypes,
  notification,
  publish,
  until,
} from '../support/deployed.ts';
import { guestOf, session } from '../support/local-stack.ts';

/** Creates a function and an alarm whose action runs it. */
async function watch(guest: Session, eventType: string, repeatActions: boolean) {
  const functionId = await createFunction(guest, 'def main(**kwargs):\n    return "ran"\n');
  const alarmId = await createAlarm(guest, {
    event_rule: { event_type: eventType },
    alarm_actions: [await createWebhook(guest, functionId)],
    repeat_actions: repeatActions,
  });
  return { functionId, alarmId };
}

/** Waits for the expected number of executions, and then a while for further ones. */
async function settled(guest: Session, functionId: string, count: number) {
  await until(`${count} executions`, async () => {
    const executions = await executionsOf(guest, functionId);
    const ended = executions.filter(({ status }) => status === 'success');
    return ended.length >= count || undefined;
  });
  await sleep(1500);
  return executionsOf(guest, functionId);
}

const transitions = async (guest: Session, alarmId: string): Promise<number> =>
  (await historyTypes(guest, alarmId)).filter((type) => type === 'state transition').length;

test.concurrent('the same event sent again has no second effect, even on an alarm with repeat_actions', async () => {
  const guest = await session({ user: guestOf.repeatedEvents });
  const { functionId, alarmId } = await watch(guest, 'test.twice', true);
  const event = notification(guest, 'test.twice', randomUUID());
  await publish(guest, event);
  await publish(guest, [event, event]);
  expect(await settled(guest, functionId, 1)).toHaveLength(1);
  expect(await transitions(guest, alarmId)).toBe(1);
});

test.concurrent('100 copies and 100 different events at once on an alarm without repeat_actions: one transition, one action', async () => {
  const guest = await session({ user: guestOf.repeatedEvents });
  const { functionId, alarmId } = await watch(guest, 'test.crowd', false);
  const copy = notification(guest, 'test.crowd', randomUUID());
  const others = Array.from({ length: 100 }, () => notification(guest, 'test.crowd', randomUUID()));
  await Promise.all([
    ...Array.from({ length: 10 }, () =>
      publish(
        guest,
        Array.from({ length: 10 }, () => copy),
      ),
    ),
    publish(guest, others),
  ]);
  expect(await settled(guest, functionId, 1)).toHaveLength(1);
  expect(await transitions(guest, alarmId)).toBe(1);
});

test.concurrent('20 different events at once on an alarm with repeat_actions: 20 actions', async () => {
  const guest = await session({ user: guestOf.repeatedEvents });
  const { functionId, alarmId } = await watch(guest, 'test.each', true);
  const events = Array.from({ length: 20 }, () => notification(guest, 'test.each', randomUUID()));
  await publish(guest, events);
  expect(await settled(guest, functionId, 20)).toHaveLength(20);
  expect(await transitions(guest, alarmId)).toBe(20);
});

test.concurrent('a re-armed alarm fires again on the same event', async () => {
  const guest = await session({ user: guestOf.repeatedEvents });
  const { functionId, alarmId } = await watch(guest, 'test.rearmed', false);
  const event = notification(guest, 'test.rearmed', randomUUID());
  await publish(guest, event);
  await settled(guest, functionId, 1);
  await fetch(`${guest.url}/alarming/v2/alarms/${alarmId}/state`, {
    method: 'PUT',
    headers: { 'x-auth-token': guest.token, 'content-type': 'application/json' },
    body: '"ok"',
  });
  await publish(guest, event);
  expect(await settled(guest, functionId, 2)).toHaveLength(2);
});
