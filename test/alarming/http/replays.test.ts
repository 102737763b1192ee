import { describe, expect, test } from 'vitest';
import { continueReplay } from '../../../functions/alarming/app/replay/run-replay.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { anEvent } from '../../events/support/event-world.ts';
import type { Asking } from '../support/alarming-world.ts';
import { storyWorld } from '../support/story-world.ts';

const path = '/events/v2/replays';
const unknown = '0b1b1a9e-4a5a-4c34-8b0e-0a7f3c1d2e3f';

/** An alarm on all events that fired on m1. */
async function fired(over: Readonly<Record<string, unknown>> = {}) {
  const world = storyWorld();
  const alarm = await world.create({ alarm_actions: ['http://receiver.example/'], ...over });
  await world.publish(anEvent());
  const ask = (body: object = {}, asking?: Asking) =>
    world.send('POST', path, { source: { message_id: 'm1' }, target: { alarm }, ...body }, asking);
  const real = async (body: object = {}) => {
    const answer = await ask({ mode: 'real', ...body });
    await world.evaluate();
    return answer;
  };
  const chain = async (messageId = 'm1') =>
    (await world.send('GET', `/events/v2/events/${messageId}/chain`)).json.alarms;
  return { world, alarm, ask, real, chain };
}

/** A source with conditions. */
const filtered = (q: unknown) => ({ source: { from: '2025-12-31', q } });

const outcomes = (alarms: readonly { readonly outcome: string }[]) =>
  alarms.map(({ outcome }) => outcome).toSorted();

describe('worked examples of replays, with an alarm on all events that fired on m1', () => {
  test('a dry one is the default, and says why nothing would follow', async () => {
    const { ask, world, alarm } = await fired();
    const { status, json } = await ask();
    expect(status).toBe(200);
    expect(json).toMatchObject({
      mode: 'dry',
      state: 'done',
      count: 1,
      target: { alarm },
      events: [{ message_id: 'm1', explanation: { would: 'nothing', verdict: 'no-effect' } }],
    });
    expect(json.events[0].explanation.reasons).toMatchObject([
      { code: 'in-alarm' },
      { code: 'counted' },
    ]);
    expect(await world.evaluate()).toEqual([]);
  });

  test('a real one has no effect in the same arming, and the same request is the same replay', async () => {
    const { real, chain, world } = await fired();
    const first = await real();
    expect(first.status).toBe(202);
    expect(first.json).toMatchObject({ mode: 'real', state: 'running', already: false });
    expect(first.json.events).toMatchObject([{ message_id: 'm1', state: 'waiting' }]);
    expect(first.headers.get('location')).toBe(`http://taibai.example${path}/${first.json.id}`);
    expect(outcomes(await chain())).toEqual(['counted', 'fired']);
    const again = await real();
    expect(again.status).toBe(200);
    const sent = [{ ...first.json.events[0], state: 'sent' }];
    const done = { ...first.json, state: 'done', sent: 1, already: true, events: sent };
    expect(again.json).toEqual(done);
    expect(outcomes(await chain())).toEqual(['counted', 'fired']);
    const { json } = await world.send('GET', `${path}/${first.json.id}`);
    expect(json.events).toMatchObject([{ message_id: 'm1', state: 'sent' }]);
  });

  test('after `state set ok` the alarm fires a second time', async () => {
    const { real, chain, world, alarm } = await fired();
    await real();
    await world.send('PUT', `/v2/alarms/${alarm}/state`, '"ok"');
    const { json } = await real();
    expect(json.already).toBe(false);
    const all = await chain();
    expect(outcomes(all)).toEqual(['counted', 'fired', 'fired']);
    const [source] = await world.storedEvents.byMessage('p1', 'm1');
    const copied = all.filter((each: { replay_of: unknown }) => each.replay_of !== null);
    expect(copied.map((each: { replay_of: string }) => each.replay_of)).toEqual([
      source?.acceptance,
      source?.acceptance,
    ]);
  });

  test.each([
    [false, 'in-alarm'],
    [true, 'fired'],
  ])('as_new without arming: repeating %s, %s', async (repeats, outcome) => {
    const { real, chain } = await fired({ repeat_actions: repeats });
    const { json } = await real({ as_new: true });
    const [copy] = json.events;
    expect(copy.message_id).not.toBe('m1');
    expect(outcomes(await chain(copy.message_id))).toEqual([outcome]);
    expect(outcomes(await chain())).toEqual(['fired']);
  });

  test('a key names a replay: the same key again does nothing, whatever it asks for', async () => {
    const { real, ask } = await fired();
    const { json } = await real({ key: 'k' });
    expect((await ask({ mode: 'real', key: 'k', as_new: true })).json).toMatchObject({
      id: json.id,
      as_new: false,
      already: true,
    });
    expect((await real({ key: 'other' })).json.already).toBe(false);
    expect((await ask({ key: 'k' })).json.mode).toBe('dry');
  });
});

describe('/events/v2/replays', () => {
  test('a large event is replayed as it was', async () => {
    const { world, ask, alarm } = await fired();
    const text = anEvent({
      id: 'big',
      traits: `["project_id",1,"p1"],["n",2,12345678901234567890],["t",1,"${'ä'.repeat(40_000)}"]`,
    });
    const stored = {
      projectId: 'p1',
      at: world.ports.clock.now(),
      acceptance: 'big',
      messageId: 'big',
      eventType: 'compute.instance.create',
    };
    world.storedEvents.add(stored, text);
    const answer = await ask({ source: { message_id: 'big' }, mode: 'real', as_new: true });
    expect(answer.status).toBe(202);
    await world.send('PUT', `/v2/alarms/${alarm}/state`, '"ok"');
    const [hit] = await world.evaluate();
    const copied = await world.ports.payloads.load({ key: hit?.event.bodyKey ?? '' });
    expect(loads(copied)).toEqual(
      loads(text.replace('"big"', JSON.stringify(answer.json.events[0].message_id))),
    );
    const { json } = await world.send(
      'GET',
      `/events/v2/events/${answer.json.events[0].message_id}/chain`,
    );
    expect(outcomes(json.alarms)).toEqual(['fired']);
  });

  test('lists are of the project, newest first, with pages', async () => {
    const { world, real, ask } = await fired();
    const ids: string[] = [];
    for (const key of ['1', '2', '3']) {
      world.ports.clock.advance(1);
      // oxlint-disable-next-line no-await-in-loop -- in order
      ids.unshift((await real({ key })).json.id);
    }
    const list = async (query = '', asking?: Asking) =>
      (await world.send('GET', path + query, undefined, asking)).json.map(
        ({ id }: { id: string }) => id,
      );
    expect(await list()).toEqual(ids);
    expect(await list(`?limit=1&marker=${ids[0]}`)).toEqual([ids[1]]);
    expect(await list('', { project: 'p2' })).toEqual([]);
    expect((await ask({}, { role: 'reader' })).status).toBe(403);
    expect(await list('', { role: 'reader' })).toEqual(ids);
  });

  test('DELETE stops one that was not sent, and the same request does not send it', async () => {
    const { world, ask } = await fired();
    const { json } = await ask({ mode: 'real' });
    expect((await world.send('DELETE', `${path}/${json.id}`)).status).toBe(204);
    expect(await world.evaluate()).toEqual([]);
    const shown = await world.send('GET', `${path}/${json.id}`);
    expect(shown.json).toMatchObject({ state: 'stopped', sent: 0, events: [{ state: 'stopped' }] });
    const again = await ask({ mode: 'real' });
    expect(again.json).toMatchObject({ state: 'stopped', already: true });
    expect(await world.evaluate()).toEqual([]);
  });

  test('DELETE leaves one that was sent as it is', async () => {
    const { world, real } = await fired();
    const { json } = await real();
    expect((await world.send('DELETE', `${path}/${json.id}`)).status).toBe(204);
    expect((await world.send('GET', `${path}/${json.id}`)).json.state).toBe('done');
  });

  test('an alarm that is deleted before its replay is evaluated does nothing', async () => {
    const { world, ask, alarm, chain } = await fired();
    await ask({ mode: 'real' });
    await world.send('DELETE', `/v2/alarms/${alarm}`);
    await world.evaluate();
    expect(outcomes(await chain())).toEqual(['fired']);
    expect((await ask({ mode: 'real' })).status).toBe(404);
  });

  test.each([
    [{ source: {} }, '400 Exactly one of message_id, acceptance_id, from must be set'],
    [{ source: { message_id: 'm1', from: '2026-01-01' } }, '400 Exactly one of message_id'],
    [{ source: { message_id: 'm1', q: [] } }, '400 to and q are for a range'],
    [{ source: { to: '2026-01-01' } }, '400 Exactly one of message_id'],
    [{ source: { from: 'x' } }, "400 Invalid input for field/attribute from. Value: 'x'"],
    [{ source: { from: '2099-01-01' } }, '400 The range is empty'],
    [{ source: { from: '2099-01-01', to: '2099-02-01' } }, '400 The range lies in the future'],
    [{ source: { from: '2020-01-02', to: '2020-01-01' } }, '400 The range is empty'],
    [{ source: { from: '2020-01-01', to: '2020-01-02' } }, '400 The range ends at 2020-01-02'],
    [
      filtered('x'),
      "400 Invalid input for field/attribute source. Value: 'None'. Value not a valid list",
    ],
    [
      filtered([{ field: 'a', op: 'like', value: '1' }]),
      '400 Invalid input for field/attribute op',
    ],
    [filtered([{ field: 'a', value: '1', type: 'hex' }]), '400 The data type hex is not supported'],
    [filtered([{ field: 'event_type', op: 'ne', value: 'a' }]), '400 Operator ne is not supported'],
    [filtered([{ field: 'a' }]), '400 Invalid input for field/attribute value'],
    [filtered([{ field: 'a', value: [] }]), '400 Invalid input for field/attribute value'],
    [
      filtered(Array.from({ length: 101 }, () => ({ field: 'a', value: '1' }))),
      '400 Invalid input for field/attribute q',
    ],
    [{ source: null }, '400 Invalid input for field/attribute source'],
    [{ source: 'm1' }, '400 Invalid input for field/attribute source'],
    [{ source: { message_id: 'm1', x: 1 } }, '400 Unknown attribute for argument source: x'],
    [{ source: { message_id: 'nope' } }, '404 Event nope Not Found'],
    [{ source: { acceptance_id: 'nope' } }, '404 Event nope Not Found'],
    [{ target: {} }, '400 Exactly one of alarm, function, project must be set'],
    [{ target: { project: false } }, '400 Exactly one of alarm, function, project must be set'],
    [{ target: { alarm: unknown, project: true } }, '400 Exactly one of alarm'],
    [{ target: { project: true, notice_of: unknown } }, '400 notice_of is for a function'],
    [{ target: { function: unknown } }, `404 Function ${unknown} not found`],
    [{ target: { function: 'hello' } }, '404 Function hello not found'],
    [{ target: { alarm: unknown } }, `404 Alarm ${unknown} not found`],
    [{ mode: 'wet' }, '400 Invalid input for field/attribute mode'],
    [{ key: 'k'.repeat(256) }, '400 Invalid input for field/attribute key'],
    [{ confirm: 2 }, '409 The replay is of 1 event, not of 2'],
    [{ confirm: -1 }, '400 Invalid input for field/attribute confirm'],
    [{ x: 1 }, '400 Unknown attribute for argument body: x'],
  ])('refuses %j', async (body, message) => {
    const { ask, world } = await fired();
    for (const mode of [{}, { mode: 'real' }]) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      const { status, json } = await ask({ ...mode, ...body });
      expect(`${status} ${json.error_message.faultstring}`).toContain(message);
    }
    expect(await world.evaluate()).toEqual([]);
    expect(world.replays.rows.size).toBe(0);
  });

  test('events, alarms and replays of another project are not found, by administrators neither', async () => {
    const { ask, real, world } = await fired();
    const { id } = (await real()).json;
    const other = { project: 'p2', role: 'admin' } as const;
    expect((await ask({}, other)).status).toBe(404);
    expect((await world.send('GET', `${path}/${id}`, undefined, other)).status).toBe(404);
    expect((await world.send('DELETE', `${path}/${id}`, undefined, other)).status).toBe(404);
    const foreign = await world.create({}, { project: 'p2' });
    expect((await ask({ target: { alarm: foreign } }, { role: 'admin' })).status).toBe(404);
  });

  test('an alarm that is not on events is refused, and so is all without a log of events', async () => {
    const { world, ask } = await fired();
    const other = await world.create({
      type: 'loadbalancer_member_health',
      event_rule: undefined,
      loadbalancer_member_health_rule: {
        pool_id: 'p',
        stack_id: 's',
        autoscaling_group_id: 'a',
      },
    });
    const { json } = await ask({ target: { alarm: other } });
    expect(json.error_message.faultstring).toBe(
      'Alarms of type loadbalancer_member_health are not evaluated on events',
    );
    const bare = storyWorld({ stores: false });
    const asked = { source: { message_id: 'm1' }, target: { alarm: unknown } };
    expect(await bare.refusal('POST', path, asked)).toBe(
      '409 Events are not stored in this deployment.',
    );
  });
});

/** An alarm on all events, and so many stored events: `m0`, `m1` and so on, each with its number as a trait. */
async function ranged(count: number, over: Readonly<Record<string, unknown>> = {}) {
  const world = storyWorld();
  const from = world.ports.clock.now();
  await world.publish(
    ...Array.from({ length: count }, (_, n) =>
      anEvent({
        id: `m${n}`,
        type: n % 2 === 0 ? 'even' : 'odd',
        traits: `["project_id",1,"p1"],["n",2,${n}]`,
      }),
    ),
  );
  world.ports.clock.advance(1);
  const alarm = await world.create({ repeat_actions: true, ...over });
  const ask = (body: object = {}, source: object = {}) =>
    world.send('POST', path, { source: { from, ...source }, target: { alarm }, ...body });
  return { world, alarm, ask, from };
}

const ids = ({ json }: { readonly json: { readonly events: readonly { message_id: string }[] } }) =>
  json.events.map(({ message_id: id }) => id);

describe('replays of ranges', () => {
  test('a dry one tells how many events there are, and what each would do after the ones before', async () => {
    const { ask, world } = await ranged(3, { repeat_actions: false });
    const { status, json } = await ask();
    expect(status).toBe(200);
    expect(json).toMatchObject({ count: 3, would_fire: 1, source: { q: [] } });
    expect(json.events).toMatchObject([
      { message_id: 'm0', would: 'fire', explanation: { verdict: 'fires' } },
      { message_id: 'm1', would: 'nothing', explanation: { reasons: [{ code: 'in-alarm' }] } },
      { message_id: 'm2', would: 'nothing' },
    ]);
    expect(await world.evaluate()).toEqual([]);
  });

  test("Panko's conditions and instants narrow it", async () => {
    const { ask, from } = await ranged(6);
    const q = (...conditions: readonly object[]) => ask({}, { q: conditions });
    expect(ids(await q({ field: 'event_type', value: 'even' }))).toEqual(['m0', 'm2', 'm4']);
    expect(ids(await q({ field: 'n', op: 'ge', value: '4' }))).toEqual(['m4', 'm5']);
    expect(ids(await q({ field: 'n', op: 'lt', type: 'integer', value: 1 }))).toEqual(['m0']);
    const both = [
      { field: 'n', op: 'gt', value: '1' },
      { field: 'event_type', value: 'odd' },
    ];
    expect(ids(await q(...both))).toEqual(['m3', 'm5']);
    expect(ids(await q({ field: 'zz', op: 'ne', value: 'x' }))).toEqual([]);
    expect(ids(await q({ field: 'all_tenants', value: 'True' }))).toEqual([]);
    const second = from.replace('.000000Z', '.500000Z');
    expect(ids(await ask({}, { to: second }))).toEqual(['m0']);
  });

  test('a real one needs the count', async () => {
    const { ask, world } = await ranged(3);
    const refused = async (body: object) =>
      `${(await ask(body)).status} ${(await ask(body)).json.error_message.faultstring}`;
    expect(await refused({ mode: 'real' })).toBe(
      '409 The replay is of 3 events: confirm it with "confirm": 3',
    );
    expect(await refused({ mode: 'real', confirm: 2 })).toBe(
      '409 The replay is of 3 events, not of 2',
    );
    expect(world.replays.rows.size).toBe(0);
    const { status, json } = await ask({ mode: 'real', confirm: 3 });
    expect(status).toBe(202);
    expect((await world.evaluate()).map(({ event }) => event.id)).toEqual(['m0', 'm1', 'm2']);
    const again = await ask({ mode: 'real' });
    expect(again.json).toMatchObject({ id: json.id, already: true, state: 'done', sent: 3 });
  });

  test('what comes into the range later is not sent, and copies are left out of later ones', async () => {
    const { ask, world } = await ranged(2);
    const project = { project: true };
    await ask({ mode: 'real', confirm: 2, target: project });
    await world.publish(anEvent({ id: 'late' }));
    await world.evaluate();
    world.ports.clock.advance(5);
    const { json } = await ask({ target: project });
    expect(ids({ json })).toEqual(['m0', 'm1', 'late']);
    const stored = await world.storedEvents.byMessage('p1', 'm0');
    expect(stored.map(({ replayed }) => replayed !== undefined)).toEqual([false, true]);
  });

  test('50 are sent a second, and DELETE stops the rest', async () => {
    const { ask, world } = await ranged(120);
    const { json } = await ask({ mode: 'real', confirm: 120 });
    let waited = 0;
    const sleep = async () => {
      waited += 1;
      world.ports.clock.advance(1);
      if (waited === 2) await world.send('DELETE', `${path}/${json.id}`);
    };
    await continueReplay({ ...world.replayPorts, sleep }, world.replayMessages[0]!);
    expect(waited).toBe(2);
    const shown = await world.send('GET', `${path}/${json.id}`);
    expect(shown.json).toMatchObject({ state: 'stopped', sent: 100 });
    expect(states(shown.json)).toEqual({ sent: 100, stopped: 20 });
    expect(world.ports.hitQueue.sent).toHaveLength(100);
  });

  test('more than 1,000 events are refused, and so are ranges with too many to look at', async () => {
    const { world, ask } = await ranged(0);
    const store = (n: number) => {
      for (let i = 0; i < n; i += 1)
        world.storedEvents.add(
          {
            projectId: 'p1',
            at: world.ports.clock.now(),
            acceptance: crypto.randomUUID(),
            messageId: `x${i}`,
            eventType: 'x',
          },
          anEvent({ id: `x${i}`, type: 'x' }),
        );
      world.ports.clock.advance(1);
    };
    store(1001);
    const refused = async (source: object = {}) => {
      const { status, json } = await ask({}, source);
      return `${status} ${json.error_message?.faultstring}`;
    };
    expect(await refused()).toContain('413 More than 1000 events of the range');
    store(19_100);
    expect(await refused({ q: [{ field: 'event_type', value: 'y' }] })).toContain(
      '413 The range has more than 20000 stored events',
    );
  });

  test('an event that is gone when its turn comes is told, and the others are sent', async () => {
    const { ask, world } = await ranged(3);
    const { json } = await ask({ mode: 'real', confirm: 3 });
    const [event] = await world.storedEvents.byMessage('p1', 'm1');
    world.storedEvents.remove(event?.acceptance ?? '');
    await world.evaluate();
    const shown = await world.send('GET', `${path}/${json.id}`);
    expect(states(shown.json)).toEqual({ sent: 2, 'event-gone': 1 });
  });

  test('an alarm that is deleted meanwhile does nothing, and the replay ends', async () => {
    const { ask, world, alarm } = await ranged(3);
    const { json } = await ask({ mode: 'real', confirm: 3 });
    await world.send('DELETE', `/v2/alarms/${alarm}`);
    await world.evaluate();
    const shown = await world.send('GET', `${path}/${json.id}`);
    expect(shown.json.state).toBe('done');
    expect(await world.ports.hitRecords.listIdle('p1', { limit: 10 })).toEqual([]);
  });
});

function states({ events }: { readonly events: readonly { readonly state: string }[] }) {
  const counts: Record<string, number> = {};
  for (const { state } of events) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

describe('replays to functions and projects', () => {
  const functionId = '6c0a5a0e-7b1c-4f0e-9a53-1d6c0e7a9b11';

  test('a function gets the event; a dry one shows its input', async () => {
    const { ask, world } = await ranged(2);
    world.functions.add(`p1 ${functionId}`);
    const target = { function: functionId };
    const { json } = await ask({ target });
    expect(json).toMatchObject({ count: 2, would_run: 2, target });
    const input = JSON.parse(json.events[1].input);
    expect(input).toMatchObject({ event: { message_id: 'm1', event_type: 'odd' } });
    expect(json.events[1].input_bytes).toBe(Buffer.byteLength(json.events[1].input));
    const real = await ask({ target, mode: 'real', confirm: 2 });
    await world.evaluate();
    const { sent } = world.ports.executionQueue;
    expect(sent.map((each) => 'input' in each && each.input)).toEqual(
      json.events.map((each: { input: string }) => ({ text: each.input })),
    );
    expect(sent.map((each) => each.kind !== 'job' && each.executionId)).toEqual(
      real.json.events.map((each: { execution_id: string }) => each.execution_id),
    );
  });

  test("a function gets the alarm's notice, with its seven keys, of events that hit it", async () => {
    const { ask, world, alarm } = await ranged(2, { event_rule: { event_type: 'odd' } });
    world.functions.add(`p1 ${functionId}`);
    const target = { function: functionId, notice_of: alarm };
    const { json } = await ask({ target });
    expect(json).toMatchObject({ would_run: 1, target });
    expect(json.events).toMatchObject([{ would: 'nothing', state: 'no-hit' }, { would: 'run' }]);
    const notice = JSON.parse(json.events[1].input);
    expect(Object.keys(notice)).toEqual([
      'alarm_name',
      'alarm_id',
      'severity',
      'previous',
      'current',
      'reason',
      'reason_data',
    ]);
    expect(notice).toMatchObject({
      current: 'alarm',
      reason_data: { event: { message_id: 'm1' } },
    });
    const real = await ask({ target, mode: 'real', confirm: 2 });
    await world.send('DELETE', `/v2/alarms/${alarm}`);
    await world.evaluate();
    expect(world.ports.executionQueue.sent).toEqual([]);
    const shown = await world.send('GET', `${path}/${real.json.id}`);
    expect(states(shown.json)).toEqual({ 'target-gone': 2 });
  });

  test('the project: every alarm sees the copies, which are stored with their lineage', async () => {
    const { ask, world, alarm } = await ranged(2);
    const odd = await world.create({ name: 'odd', event_rule: { event_type: 'odd' } });
    const target = { project: true };
    const { json } = await ask({ target });
    expect(json).toMatchObject({ would_fire: 3, target });
    expect(json.events).toMatchObject([
      { misses: 1, alarms: [{ alarm_id: alarm, would: 'fire' }] },
      { misses: 0 },
    ]);
    const real = await ask({ target, mode: 'real', confirm: 2 });
    await world.evaluate();
    const firingsOf = async (id: string) =>
      (await world.ports.alarmHistory.listOfAlarm('p1', id, { limit: 10 })).filter(
        ({ type }) => type === 'state transition',
      ).length;
    expect([await firingsOf(alarm), await firingsOf(odd)]).toEqual([2, 1]);
    const copies = await world.storedEvents.byMessage('p1', 'm0');
    const copy = copies.find(({ replayed }) => replayed);
    expect(copy).toMatchObject({
      acceptance: real.json.events[0].acceptance_id,
      replayed: { id: real.json.id, of: real.json.events[0].replay_of },
    });
  });

  test('a copy that a running replay made is not replayed', async () => {
    const { ask, world } = await ranged(60);
    const project = { project: true };
    const { json } = await ask({ target: project, mode: 'real', confirm: 60 });
    const answers: string[] = [];
    const sleep = async () => {
      const { status } = await world.send('POST', path, {
        source: { acceptance_id: json.events[0].acceptance_id },
        target: project,
        mode: 'real',
      });
      answers.push(String(status));
    };
    await continueReplay({ ...world.replayPorts, sleep }, world.replayMessages.shift()!);
    await sleep();
    expect(answers).toEqual(['409', '202']);
  });

  test('by its message id, an event is replayed and not its copy, so that the same request is the same replay', async () => {
    const { world } = await ranged(1);
    const asked = { source: { message_id: 'm0' }, target: { project: true }, mode: 'real' };
    const first = await world.send('POST', path, asked);
    await world.evaluate();
    const second = await world.send('POST', path, asked);
    expect(second.json).toMatchObject({ id: first.json.id, already: true });
  });

  test("another project's function is not found, by administrators neither", async () => {
    const { world } = await ranged(1);
    world.functions.add(`p2 ${functionId}`);
    const asked = { source: { message_id: 'm0' }, target: { function: functionId } };
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const role of ['member', 'admin'] as const)
      expect((await world.send('POST', path, asked, { role })).status).toBe(404);
  });
});
