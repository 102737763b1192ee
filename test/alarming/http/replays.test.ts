import { describe, expect, test } from 'vitest';
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
    expect(first.json).toMatchObject({ mode: 'real', state: 'done', already: false });
    expect(first.headers.get('location')).toBe(`http://taibai.example${path}/${first.json.id}`);
    expect(outcomes(await chain())).toEqual(['counted', 'fired']);
    const again = await real();
    expect(again.status).toBe(200);
    expect(again.json).toEqual({ ...first.json, already: true });
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
    expect((await ask({ mode: 'real', key: 'k', as_new: true })).json).toEqual({
      ...json,
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
    const { world, real } = await fired();
    const { json } = await real();
    const row = await world.replays.get('p1', json.id);
    await world.replays.put({ ...row!, state: 'running', version: row!.version + 1 });
    expect((await world.send('DELETE', `${path}/${json.id}`)).status).toBe(204);
    const shown = await world.send('GET', `${path}/${json.id}`);
    expect(shown.json).toMatchObject({ state: 'stopped', events: [{ state: 'stopped' }] });
    const asked = { source: { message_id: 'm1' }, target: json.target, mode: 'real' };
    const again = await world.send('POST', path, asked);
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
    [{ source: {} }, '400 Exactly one of message_id, acceptance_id must be set'],
    [{ source: { from: '2026-01-01' } }, '400 Ranges of events cannot be replayed'],
    [{ source: { message_id: 'm1', q: [] } }, '400 Ranges of events cannot be replayed'],
    [{ source: null }, '400 Invalid input for field/attribute source'],
    [{ source: 'm1' }, '400 Invalid input for field/attribute source'],
    [{ source: { message_id: 'm1', x: 1 } }, '400 Unknown attribute for argument source: x'],
    [{ source: { message_id: 'nope' } }, '404 Event nope Not Found'],
    [{ source: { acceptance_id: 'nope' } }, '404 Event nope Not Found'],
    [{ target: {} }, '400 Invalid input for field/attribute alarm'],
    [{ target: { function: unknown } }, '400 Events can be replayed to an alarm only'],
    [{ target: { project: true } }, '400 Events can be replayed to an alarm only'],
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
