import { describe, expect, test } from 'vitest';
import { anEvent } from '../../events/support/event-world.ts';
import { storyWorld } from '../support/story-world.ts';

const big = {
  name: 'big',
  event_rule: {
    event_type: 'compute.*',
    query: [{ field: 'traits.memory_mb', op: 'eq', type: '', value: '512' }],
  },
};
const created = anEvent({
  type: 'compute.instance.create.end',
  traits: '["project_id",1,"p1"],["memory_mb",2,512]',
});

const byId = (left: { alarm_id: string }, right: { alarm_id: string }) =>
  left.alarm_id < right.alarm_id ? -1 : 1;

describe('POST /v2/explain', () => {
  test('says part by part why an event that is given does not fire an alarm', async () => {
    const world = storyWorld({ stores: false });
    const alarmId = await world.create(big);
    const { status, json } = await world.send('POST', '/v2/explain', {
      event: JSON.parse(created),
      alarm_id: alarmId,
    });
    expect(status).toBe(200);
    expect(json).toEqual({
      event: {
        message_id: 'm1',
        event_type: 'compute.instance.create.end',
        accepted_at: null,
        acceptance_id: null,
        replay_of: null,
      },
      alarms: [
        {
          alarm_id: alarmId,
          name: 'big',
          verdict: 'near-miss',
          would: 'nothing',
          parts: [
            {
              part: 'event_type',
              holds: true,
              code: 'matches',
              expected: 'compute.*',
              found: 'compute.instance.create.end',
              words: 'The event type compute.instance.create.end matches compute.*.',
              hint: null,
            },
            {
              part: 0,
              field: 'traits.memory_mb',
              op: 'eq',
              type: '',
              holds: false,
              code: 'other-kind',
              expected: { type: 'string', value: '512' },
              found: { type: 'integer', value: '512' },
              words: 'traits.memory_mb is the integer 512, and the text 512 never equals a number.',
              hint: 'traits.memory_mb=integer::512',
            },
          ],
          reasons: [
            {
              code: 'condition',
              part: 0,
              words: 'traits.memory_mb is the integer 512, and the text 512 never equals a number.',
            },
          ],
          words:
            'Nothing happens: traits.memory_mb is the integer 512, and the text 512 never equals a number.',
          time_constraint: null,
          actual: [],
          measures: null,
        },
      ],
      misses: 0,
      next: null,
    });
  });

  test('with its hint applied, the event would fire', async () => {
    const world = storyWorld();
    const alarmId = await world.create(big);
    await world.publish(created);
    const explain = async () => {
      const asked = { message_id: 'm1', alarm_id: alarmId };
      return (await world.send('POST', '/v2/explain', asked)).json.alarms[0];
    };
    const before = await explain();
    const [field, type, value] = before.parts[1].hint.split(/=|::/);
    await world.send('PUT', `/v2/alarms/${alarmId}`, {
      ...big,
      type: 'event',
      event_rule: { event_type: 'compute.*', query: [{ field, op: 'eq', type, value }] },
    });
    expect(await explain()).toMatchObject({ verdict: 'fires', would: 'fire' });
  });

  test('without an alarm concerns all of the project: misses are counted, or shown if asked for', async () => {
    const world = storyWorld();
    const near = await world.create(big);
    const hit = await world.create({ name: 'all' });
    await world.create({ event_rule: { event_type: 'image.*' } });
    await world.create({ name: 'foreign' }, { project: 'p2' });
    await world.publish(created);
    const asked = async (over: object) =>
      (await world.send('POST', '/v2/explain', { message_id: 'm1', ...over })).json;
    const some = await asked({});
    const verdicts = Object.fromEntries(
      some.alarms.map((each: { alarm_id: string; verdict: string }) => [
        each.alarm_id,
        each.verdict,
      ]),
    );
    expect(verdicts).toEqual({ [near]: 'near-miss', [hit]: 'no-effect' });
    expect(some.misses).toBe(1);
    expect((await asked({ all: true })).alarms).toHaveLength(3);
  });

  test('G-d: the order of the alarms changes nothing', async () => {
    const world = storyWorld();
    const ids = [await world.create(big), await world.create(), await world.create(big)];
    await world.publish(created);
    const all = await world.send('POST', '/v2/explain', { message_id: 'm1', all: true });
    const alone = await Promise.all(
      ids.map(async (alarmId) => {
        const asked = { message_id: 'm1', alarm_id: alarmId };
        return (await world.send('POST', '/v2/explain', asked)).json.alarms[0];
      }),
    );
    expect(all.json.alarms.toSorted(byId)).toEqual(alone.toSorted(byId));
  });

  test('concerns a draft, which is refused as its creation would be', async () => {
    const world = storyWorld();
    const ask = (alarm: object, asking?: object) =>
      world.send('POST', '/v2/explain', { event: JSON.parse(created), alarm }, asking);
    const draft = { type: 'event', ...big };
    expect((await ask(draft)).json.alarms).toMatchObject([{ alarm_id: null, name: 'big' }]);
    const bad = { ...draft, alarm_actions: ['nonsense://x'] };
    const refused = await ask(bad);
    expect(refused.status).toBe(400);
    const { json } = await world.send('POST', '/v2/alarms', bad);
    expect(refused.json).toEqual(json);
    expect((await ask({ ...draft, project_id: 'p2' })).status).toBe(401);
  });

  test.each([
    [{}, 'Exactly one of event, message_id, acceptance_id must be set'],
    [{ event: {}, message_id: 'm1' }, 'Exactly one of'],
    [{ message_id: 'm1', x: 1 }, 'Unknown attribute for argument body: x'],
    [{ message_id: 7 }, 'Wrong type'],
    [{ message_id: 'm1', when: 'later' }, 'Value should be one of: now, then'],
    [{ message_id: 'm1', alarm_id: 'a', alarm: {} }, 'cannot be set at the same time'],
    [{ event: { message_id: 'm1' } }, 'event_type is missing or empty.'],
    [{ event: [] }, 'Value not a valid object'],
    [{ event: { message_id: 'm1', event_type: 't' }, when: 'then' }, 'needs a message_id'],
    [{ message_id: 'm1', alarm: { type: 'event', ...big }, when: 'then' }, 'A draft has no past'],
  ])('refuses %j', async (body, message) => {
    const { refusal } = storyWorld();
    const text = await refusal('POST', '/v2/explain', body);
    expect(text).toMatch(/^400 /);
    expect(text).toContain(message);
  });

  test('of another project, or unknown, is not found', async () => {
    const world = storyWorld();
    const alarmId = await world.create();
    await world.publish(created);
    const foreign = { project: 'p2' };
    const ask = (body: object, asking?: object) =>
      world.refusal('POST', '/v2/explain', body, asking);
    expect(await ask({ message_id: 'm1' }, foreign)).toBe('404 Event m1 Not Found');
    expect(await ask({ message_id: 'nope' })).toBe('404 Event nope Not Found');
    const event = JSON.parse(created);
    expect(await ask({ event, alarm_id: alarmId }, foreign)).toBe(`404 Alarm ${alarmId} not found`);
    const [stored] = await world.storedEvents.byMessage('p1', 'm1');
    const byAcceptance = { acceptance_id: stored?.acceptance };
    expect(await ask(byAcceptance, foreign)).toMatch(/^404 /);
    expect((await world.send('POST', '/v2/explain', byAcceptance)).status).toBe(200);
  });

  test('needs stored events if it names one', async () => {
    const { refusal } = storyWorld({ stores: false });
    expect(await refusal('POST', '/v2/explain', { message_id: 'm1' })).toBe(
      '409 Events are not stored in this deployment.',
    );
  });

  test('is for readers, and of their project', async () => {
    const world = storyWorld();
    await world.create();
    await world.publish(created);
    const asReader = await world.send(
      'POST',
      '/v2/explain',
      { message_id: 'm1' },
      { role: 'reader' },
    );
    expect(asReader.json.alarms).toHaveLength(1);
    expect(
      (await world.send('POST', '/v2/explain', { message_id: 'm1' }, { role: 'service' })).status,
    ).toBe(403);
  });

  test('says whether a time constraint is open, which does not count', async () => {
    const world = storyWorld();
    const constraint = { name: 'night', start: '0 1 * * *', duration: 60, timezone: 'UTC' };
    await world.create({ time_constraints: [constraint] });
    const { json } = await world.send('POST', '/v2/explain', { event: JSON.parse(created) });
    expect(json.alarms[0].time_constraint).toEqual({
      inside: false,
      counts: false,
      next_opening: '2026-11-24T01:00:00',
    });
    expect(json.alarms[0].would).toBe('fire');
  });
});

const reasonsOf = async (world: ReturnType<typeof storyWorld>, alarmId: string, id: string) => {
  const { json } = await world.send('GET', `/v2/alarms/${alarmId}/explain?message_id=${id}`);
  return json.alarms[0].reasons;
};

describe('why nothing follows', () => {
  test('in alarm: since when, and how to arm it again', async () => {
    const world = storyWorld();
    const alarmId = await world.create();
    await world.publish(created, created.replace('"m1"', '"m2"'));
    const [reason] = await reasonsOf(world, alarmId, 'm2');
    expect(reason).toMatchObject({ code: 'in-alarm', since: '2026-11-23T08:01:02' });
    expect(reason.words).toContain(`"openstack alarm state set --state ok ${alarmId}"`);
  });

  test('counted: by which firing', async () => {
    const world = storyWorld();
    const alarmId = await world.create({ repeat_actions: true });
    await world.publish(created);
    const [firing] = (await world.ports.hitRecords.ofMessage('p1', 'm1', 10)).firings;
    expect(await reasonsOf(world, alarmId, 'm1')).toMatchObject([
      { code: 'counted', event_id: firing?.id, at: '2026-11-23T08:01:02' },
    ]);
  });

  test('disabled, and all that also stands in the way', async () => {
    const world = storyWorld();
    const alarmId = await world.create({ ...big, enabled: false });
    await world.publish(created);
    expect(await reasonsOf(world, alarmId, 'm1')).toMatchObject([
      { code: 'disabled' },
      { code: 'condition', part: 0 },
    ]);
  });

  test('of another type: which', async () => {
    const world = storyWorld();
    const rule = { query: 'up', comparison_operator: 'gt', threshold: 1 };
    const { json } = await world.send('POST', '/v2/alarms', {
      name: 'n',
      type: 'prometheus',
      prometheus_rule: rule,
    });
    await world.publish(created);
    expect(await reasonsOf(world, json.alarm_id, 'm1')).toMatchObject([
      { code: 'not-evaluated', type: 'prometheus' },
    ]);
  });
});

const then = async (world: ReturnType<typeof storyWorld>, alarmId: string) => {
  const path = `/v2/alarms/${alarmId}/explain?message_id=m1&when=then`;
  return (await world.send('GET', path)).json.alarms[0];
};

describe('then', () => {
  test('is the alarm as it was, beside what is on record', async () => {
    const world = storyWorld();
    const alarmId = await world.create({ alarm_actions: ['http://receiver.example/'] });
    await world.publish(created);
    await world.send('PUT', `/v2/alarms/${alarmId}`, { ...big, type: 'event', enabled: false });
    expect(await then(world, alarmId)).toMatchObject({
      verdict: 'fires',
      would: 'fire',
      actual: [
        {
          previous: 'insufficient data',
          current: 'alarm',
          actions: [{ kind: 'delivery', url: 'http://receiver.example/', state: null }],
        },
      ],
      difference: null,
    });
  });

  test('an event that came before the rule was on the bus could not fire it', async () => {
    const world = storyWorld();
    await world.publish(created);
    const alarm = await world.create();
    expect(await then(world, alarm)).toMatchObject({
      would: 'nothing',
      verdict: 'not-considered',
      reasons: [{ code: 'not-created' }],
      actual: [],
      difference: null,
    });
  });

  test('what was changed between acceptance and evaluation is said', async () => {
    const world = storyWorld();
    const alarmId = await world.create();
    const alarm = await world.ports.alarms.get('p1', alarmId);
    if (!alarm) throw new Error('no alarm');
    const { bus } = world.ports;
    world.ports.bus = {
      async publish(events) {
        const answers = await bus.publish(events);
        world.ports.clock.advance(1);
        await world.send('PUT', `/v2/alarms/${alarmId}/state`, '"alarm"');
        return answers;
      },
    };
    await world.publish(created);
    expect(await then(world, alarmId)).toMatchObject({
      would: 'fire',
      actual: [],
      difference: { code: 'set-by-hand' },
    });
  });
});

test('G-c: explaining writes nothing', async () => {
  const world = storyWorld();
  const alarmId = await world.create();
  await world.publish(created);
  const snapshot = async () => ({
    alarms: await world.ports.alarms.listAll(),
    history: await world.ports.alarmHistory.list('p1', { limit: 100 }),
    hits: await world.ports.hitRecords.ofMessage('p1', 'm1', 100),
    idle: await world.ports.hitRecords.listIdle('p1', { limit: 100 }),
    deliveries: await world.deliveries.list('p1', { limit: 100 }),
    executions: world.ports.executionQueue.sent.length,
    queued: world.ports.deliveryQueue.sent.length,
  });
  const before = await snapshot();
  await world.send('POST', '/v2/explain', { message_id: 'm1', all: true });
  await world.send('POST', '/v2/explain', { message_id: 'm1', all: true, when: 'then' });
  await world.send('POST', '/v2/explain', {
    event: JSON.parse(created),
    alarm: { type: 'event', ...big },
  });
  await world.send('GET', `/v2/alarms/${alarmId}/diagnosis`);
  expect(await snapshot()).toEqual(before);
});
