import { describe, expect, test } from 'vitest';
import {
  fireAlarm,
  type EventAlarm,
} from '../../../functions/alarming/core/decision/fire-alarm.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { alarmingWorld } from '../support/alarming-world.ts';

const project = 'p1';

function world() {
  const alarming = alarmingWorld();
  let seconds = 0;
  /** Fires the alarm, as the evaluator does. */
  async function fire(id: string, messageId: string) {
    const now = `2026-01-01T01:00:${String((seconds += 1)).padStart(2, '0')}.000000Z`;
    const reading = readNotification(
      loads(
        `{"message_id": "${messageId}", "event_type": "t", "traits": [["project_id", 1, "p1"]]}`,
      ),
    );
    const alarm = await alarming.alarms.get(project, id);
    if (reading.kind === 'refused' || !alarm) throw new Error('not fired');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tests make event alarms only
    const fired = fireAlarm(alarm as EventAlarm, reading.notification, {
      id: nodeIds.ordered(now),
      acceptanceId: messageId,
      now,
    });
    const next = fired.next && { alarm: fired.next, seen: alarm.version };
    expect(await alarming.transitions.commit(fired.transition, next)).toBe('stored');
  }
  const reasonOf = async (id: string) =>
    (await alarming.send('GET', `/v2/alarms/${id}`)).json.state_reason;
  return { ...alarming, fire, reasonOf };
}

const hit = (messageId: string) =>
  `Event <id=${messageId},event_type=t> hits the query <query=[]>.`;

describe('state_reason of a repeating alarm', () => {
  test('is that of its last firing: shown, listed and queried', async () => {
    const { create, fire, reasonOf, send } = world();
    const { alarm_id: id } = await create({ repeat_actions: true });
    expect(await reasonOf(id)).toBe('Not evaluated yet');
    for (const messageId of ['m1', 'm2', 'm3']) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await fire(id, messageId);
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect(await reasonOf(id)).toBe(hit(messageId));
    }
    const listed = await send('GET', '/v2/alarms');
    const queried = await send('POST', '/v2/query/alarms', {});
    expect([listed, queried].map(({ json }) => json[0].state_reason)).toEqual([
      hit('m3'),
      hit('m3'),
    ]);
  });

  test('is kept when the alarm is replaced without a new state, also by one that does not repeat', async () => {
    const { create, fire, reasonOf, send } = world();
    const { alarm_id: id } = await create({ repeat_actions: true });
    await fire(id, 'm1');
    await fire(id, 'm2');
    const shown = (await send('GET', `/v2/alarms/${id}`)).json;
    await send('PUT', `/v2/alarms/${id}`, { ...shown, repeat_actions: false });
    expect(await reasonOf(id)).toBe(hit('m2'));
    const { json: changes } = await send('GET', `/v2/alarms/${id}/history`);
    const replaced = changes.find(({ type }: { type: string }) => type === 'rule change');
    expect(JSON.parse(replaced.detail)).toEqual({ repeat_actions: false });
  });

  test('is that of the API after the state was set by hand, whatever fired before', async () => {
    const { create, fire, reasonOf, send } = world();
    const { alarm_id: id } = await create({ repeat_actions: true });
    await fire(id, 'm1');
    await send('PUT', `/v2/alarms/${id}/state`, '"alarm"');
    expect(await reasonOf(id)).toBe('Manually set via API');
    await fire(id, 'm2');
    expect(await reasonOf(id)).toBe(hit('m2'));
  });

  test('costs no read for alarms that do not repeat or have not fired', async () => {
    const reads: unknown[] = [];
    const { alarmHistory } = world();
    const counted = { ...alarmHistory, lastTransitions: async () => (reads.push(1), new Map()) };
    const alarming = alarmingWorld({ alarmHistory: counted });
    await alarming.create({ repeat_actions: true });
    await alarming.create({ state: 'alarm' });
    await alarming.send('GET', '/v2/alarms');
    expect(reads).toEqual([]);
    await alarming.create({ repeat_actions: true, state: 'alarm' });
    await alarming.create({ repeat_actions: true, state: 'alarm' });
    await alarming.send('GET', '/v2/alarms');
    expect(reads).toEqual([1]);
  });
});
