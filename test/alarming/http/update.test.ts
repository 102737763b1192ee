import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmingWorld } from '../support/alarming-world.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const event = { name: 'n', type: 'event', event_rule: {} };

/** Type and detail of the history entries, newest first. */
async function historyOf(world: ReturnType<typeof alarmingWorld>, id: string) {
  const { json } = await world.send('GET', `/v2/alarms/${id}/history`);
  return json.map(({ type, detail }: { type: string; detail: string }) => [type, detail]);
}

describe('replacing an alarm', () => {
  test('resets omitted attributes to their defaults', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create({
      severity: 'critical',
      state: 'ok',
      alarm_actions: ['http://a'],
      description: 'mine',
    });
    const { status, json } = await world.send('PUT', `/v2/alarms/${id}`, event);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      severity: 'low',
      state: 'insufficient data',
      state_reason: 'Manually set via API',
      alarm_actions: [],
      description: 'Alarm when * event occurred.',
    });
    expect(json.state_timestamp).toBe(json.timestamp);
  });

  test('by itself changes only its timestamp, and neither the bus nor the history', async () => {
    await fc.assert(
      fc.asyncProperty(anAlarm, async (given) => {
        const world = alarmingWorld();
        const before = await world.create(given);
        const { puts } = world.bus;
        const { status, json } = await world.send('PUT', `/v2/alarms/${before.alarm_id}`, before);
        expect(status).toBe(200);
        expect({ ...json, timestamp: null }).toEqual({ ...before, timestamp: null });
        expect(world.bus.puts).toBe(puts);
        expect(await historyOf(world, before.alarm_id)).toHaveLength(1);
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  test('arms it again', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create();
    await world.send('PUT', `/v2/alarms/${id}`, event);
    expect((await world.alarms.get('p1', id))?.arming).toBe(2);
  });

  test('replaces its rule on the bus', async () => {
    const world = alarmingWorld();
    const alarm = await world.create();
    const before = world.rules.get(alarm.alarm_id);
    await world.send('PUT', `/v2/alarms/${alarm.alarm_id}`, {
      ...alarm,
      enabled: false,
      event_rule: { event_type: 'compute.instance.create' },
    });
    const after = world.rules.get(alarm.alarm_id);
    expect(after?.enabled).toBe(false);
    expect(after?.pattern).not.toEqual(before?.pattern);
    expect(await world.ruleSync.unsynced('9999-12-31T00:00:00.000000Z', 100)).toEqual([]);
  });

  test('by another type removes its rule from the bus', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create();
    const body = { name: 'n', type: 'prometheus', prometheus_rule: { threshold: 1, query: 'up' } };
    expect((await world.send('PUT', `/v2/alarms/${id}`, body)).json.type).toBe('prometheus');
    expect(world.rules.size).toBe(0);
  });

  test('is recorded with what changed', async () => {
    const world = alarmingWorld();
    const alarm = await world.create();
    await world.send('PUT', `/v2/alarms/${alarm.alarm_id}`, {
      ...alarm,
      name: 'é',
      state: 'ok',
      event_rule: { event_type: 'a.*', query: [] },
    });
    expect((await historyOf(world, alarm.alarm_id))[0]).toEqual([
      'rule change',
      '{"name": "\\u00e9", "state": "ok", "state_reason": "Manually set via API", "rule": {"event_type": "a.*", "query": []}}',
    ]);
  });

  test('by another member makes that member its owner, whoever is named', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create();
    const body = { ...event, project_id: 'p9', user_id: 'u9' };
    const { json } = await world.send('PUT', `/v2/alarms/${id}`, body, { user: 'u2' });
    expect(json).toMatchObject({ user_id: 'u2', project_id: 'p1' });
  });

  test('by an administrator keeps its owners, or moves it to the named project', async () => {
    const world = alarmingWorld();
    const admin = { role: 'admin', project: 'pa', user: 'ua' } as const;
    const { alarm_id: id } = await world.create();
    const kept = await world.send('PUT', `/v2/alarms/${id}`, event, admin);
    expect(kept.json).toMatchObject({ user_id: 'u1', project_id: 'p1' });
    await world.send('PUT', `/v2/alarms/${id}`, { ...event, project_id: 'p2' }, admin);
    expect(await world.refusal('GET', `/v2/alarms/${id}`)).toBe(`404 Alarm ${id} not found`);
    const there = await world.send('GET', `/v2/alarms/${id}`, undefined, { project: 'p2' });
    expect(there.status).toBe(200);
    expect(JSON.stringify(world.rules.get(id)?.pattern)).toContain('"p2"');
  });

  test('by many callers at once loses no re-arming', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create();
    await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        world.send('PUT', `/v2/alarms/${id}`, { ...event, name: `n${index}` }),
      ),
    );
    expect((await world.alarms.get('p1', id))?.arming).toBe(6);
  });

  test.each(['no-uuid', '00000000-0000-4000-8000-000000000000'])('%s is not found', async (id) => {
    const { refusal } = alarmingWorld();
    expect(await refusal('PUT', `/v2/alarms/${id}`, event)).toBe(`404 Alarm ${id} not found`);
  });
});

describe('deleting an alarm', () => {
  test('hides it and its history, and removes its rule from the bus', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create();
    expect((await world.send('DELETE', `/v2/alarms/${id}`)).status).toBe(204);
    for (const path of [`/v2/alarms/${id}`, `/v2/alarms/${id}/history`, `/v2/alarms/${id}/state`])
      expect(await world.refusal('GET', path)).toBe(`404 Alarm ${id} not found`);
    expect((await world.send('POST', '/v2/query/alarms/history', {})).json).toEqual([]);
    expect(world.rules.size).toBe(0);
    expect(await world.ruleSync.unsynced('9999-12-31T00:00:00.000000Z', 100)).toEqual([]);
    expect(await world.refusal('DELETE', `/v2/alarms/${id}`)).toBe(`404 Alarm ${id} not found`);
  });

  test('of another project is not possible', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create();
    expect(await world.refusal('DELETE', `/v2/alarms/${id}`, undefined, { project: 'p2' })).toBe(
      `404 Alarm ${id} not found`,
    );
    expect((await world.send('GET', `/v2/alarms/${id}`)).status).toBe(200);
  });
});

describe('the state of an alarm', () => {
  test('is shown and set as a bare text, with its reason, and recorded even if unchanged', async () => {
    const world = alarmingWorld();
    const alarm = await world.create();
    const path = `/v2/alarms/${alarm.alarm_id}`;
    expect((await world.send('GET', `${path}/state`)).text).toBe('"insufficient data"');
    expect((await world.send('PUT', `${path}/state`, '"ok"')).text).toBe('"ok"');
    await world.send('PUT', `${path}/state`, '"ok"');
    const { json } = await world.send('GET', path);
    expect(json).toMatchObject({
      state: 'ok',
      state_reason: 'Manually set via API',
      timestamp: alarm.timestamp,
    });
    const set = ['state transition', '{"state": "ok", "state_reason": "Manually set via API"}'];
    expect((await historyOf(world, alarm.alarm_id)).slice(0, 2)).toEqual([set, set]);
  });

  test('set through the API arms the alarm again and does not change the bus', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create();
    const { puts } = world.bus;
    await world.send('PUT', `/v2/alarms/${id}/state`, '"insufficient data"');
    expect((await world.alarms.get('p1', id))?.arming).toBe(2);
    expect(world.bus.puts).toBe(puts);
  });

  test.each([
    ['"nope"', '400 state invalid'],
    ['5', '400 state invalid'],
    ['{"state": "ok"}', '400 state invalid'],
    ['', '400 Missing argument: "state"'],
  ])('cannot be %s', async (body, words) => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create();
    expect(await world.refusal('PUT', `/v2/alarms/${id}/state`, body)).toBe(words);
  });
});

const word = fc.string({ maxLength: 8 });
const actions = fc.uniqueArray(fc.constantFrom('http://a/', 'https://b/?c=d', 'HTTP://e'));
const anAlarm = fc.record(
  {
    name: word,
    type: fc.constant('event'),
    event_rule: fc.record(
      {
        event_type: fc.constantFrom('', '*', 'compute.*'),
        query: fc.array(
          fc.record({
            field: fc.constantFrom('traits.a', 'traits.b.c', 'event_type'),
            op: fc.constantFrom('eq', 'ne'),
            type: fc.constantFrom('', 'string'),
            value: word,
          }),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: [] },
    ),
    description: fc.option(word),
    enabled: fc.constantFrom(true, false, 'yes', 0),
    severity: fc.constantFrom('low', 'moderate', 'critical'),
    state: fc.constantFrom('ok', 'alarm', 'insufficient data'),
    repeat_actions: fc.option(fc.boolean()),
    alarm_actions: fc.option(actions),
    ok_actions: fc.option(actions),
    time_constraints: fc.uniqueArray(
      fc.record({
        name: word,
        start: fc.constantFrom('0 23 * * *', '*/5 8-18 * jan-jun mon,fri', '@daily'),
        duration: fc.constantFrom(0, '300', 1.5),
      }),
      { maxLength: 2, selector: ({ name }) => name },
    ),
  },
  { requiredKeys: ['name', 'type', 'event_rule'] },
);
