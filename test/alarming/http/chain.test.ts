import { describe, expect, test } from 'vitest';
import { anEvent } from '../../events/support/event-world.ts';
import { storyWorld } from '../support/story-world.ts';

const webhook = 'http://taibai.example/v1/webhooks/a5f82898-a4c3-4104-ad2d-40fbafbe8857/invoke';
const created = anEvent();
const path = '/v2/events/m1/chain';

describe('the chain of an event', () => {
  test('leads to the alarms it hit and why, to deliveries and executions', async () => {
    const world = storyWorld();
    const fired = await world.create({
      name: 'fired',
      alarm_actions: [webhook, 'http://user:word@receiver.example/'],
    });
    const idle = await world.create({ name: 'idle', state: 'alarm' });
    await world.create({ event_rule: { event_type: 'image.*' } });
    await world.publish(created);
    const [call] = world.ports.executionQueue.sent;
    if (call?.kind !== 'webhook') throw new Error('no execution');
    world.executions.set(call.executionId, {
      projectId: 'p1',
      id: call.executionId,
      functionId: 'f1',
      status: 'success',
      createdAt: world.ports.clock.now(),
      updatedAt: null,
      result: { text: '{"output": "Hello", "duration": 0.1}' },
    });
    const { status, json } = await world.send('GET', path);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      message_id: 'm1',
      stored: true,
      event_type: 'compute.instance.create',
      acceptances: [{ acceptance_id: call.cause?.acceptanceId }],
      truncated: false,
    });
    expect(json.alarms).toMatchObject([
      {
        outcome: 'fired',
        alarm_id: fired,
        name: 'fired',
        event_id: call.cause?.transitionId,
        previous: 'insufficient data',
        current: 'alarm',
        actions: [
          {
            kind: 'execution',
            execution_id: call.executionId,
            status: 'success',
            result: '{"output": "Hello", "duration": 0.1}',
          },
          { kind: 'delivery', url: 'http://receiver.example/', state: null, attempts: [] },
        ],
      },
      {
        outcome: 'in-alarm',
        alarm_id: idle,
        name: 'idle',
        reason: 'The alarm was in state alarm and does not repeat its actions.',
        actions: [],
      },
    ]);
  });

  test('is known with the log off, too, and after an alarm is gone', async () => {
    const world = storyWorld({ stores: false });
    const alarmId = await world.create();
    await world.publish(created);
    await world.send('DELETE', `/v2/alarms/${alarmId}`);
    const { json } = await world.send('GET', path);
    expect(json).toMatchObject({ stored: false, acceptances: [] });
    expect(json.alarms).toMatchObject([{ outcome: 'fired', alarm_id: alarmId }]);
  });

  test('is the same at the address of the event', async () => {
    const world = storyWorld();
    await world.create();
    await world.publish(created);
    const { json } = await world.send('GET', path);
    const response = await world.app.request('/events/v2/events/m1/chain', {
      headers: { 'x-auth-token': 'u1|p1|reader' },
    });
    expect(await response.json()).toEqual(json);
    const unauthenticated = await world.app.request('/events/v2/events/m1/chain');
    expect(unauthenticated.status).toBe(401);
  });

  test('of another project or of an unknown event is not found', async () => {
    const world = storyWorld();
    await world.create();
    await world.publish(created);
    expect(await world.refusal('GET', path, undefined, { project: 'p2' })).toBe(
      '404 Event m1 Not Found',
    );
    expect(await world.refusal('GET', '/v2/events/nope/chain')).toBe('404 Event nope Not Found');
  });
});

const sized = (id: string, memory: number, type = 'compute.instance.create') =>
  anEvent({ id, type, traits: `["project_id",1,"p1"],["memory_mb",2,${memory}]` });

describe('the diagnosis of an alarm', () => {
  const bigger = {
    event_rule: {
      event_type: 'compute.instance.create',
      query: [{ field: 'traits.memory_mb', op: 'ge', type: 'integer', value: '1024' }],
    },
  };
  test('says what keeps it from firing, with an example each', async () => {
    const world = storyWorld();
    const alarmId = await world.create(bigger);
    await world.publish(
      sized('m1', 512),
      sized('m2', 256),
      sized('m3', 2048, 'compute.instance.create.end'),
      sized('m4', 2048, 'image.create'),
    );
    const { json } = await world.send('GET', `/v2/alarms/${alarmId}/diagnosis`);
    expect(json).toMatchObject({
      alarm_id: alarmId,
      enabled: true,
      state: 'insufficient data',
      armed: { type: 'creation', user_id: 'u1' },
      rule: { place: 'own', settlement: 'settled' },
      last_firing: null,
      deliveries: {},
      hits_without_effect: {},
      events: {
        examined: 4,
        complete: true,
        matched: 0,
        near_misses: [
          { code: 'type-has-suffix', count: 1, example: { message_id: 'm3' } },
          { code: 'compared', count: 2, example: { message_id: 'm2' } },
        ],
      },
    });
  });

  test('says that it is in alarm since its last firing, and that events hit it since', async () => {
    const world = storyWorld();
    const alarmId = await world.create();
    await world.publish(sized('m1', 1), sized('m2', 1), sized('m3', 1));
    const { json } = await world.send('GET', `/v2/alarms/${alarmId}/diagnosis`);
    expect(json).toMatchObject({
      state: 'alarm',
      state_since: '2026-11-23T08:01:02',
      last_firing: { at: '2026-11-23T08:01:02' },
      hits_without_effect: { 'in-alarm': 2 },
      events: { examined: 3, matched: 3, near_misses: [] },
    });
  });

  test('goes without events where none are stored, and is not for others', async () => {
    const world = storyWorld({ stores: false });
    const alarmId = await world.create();
    const diagnosis = `/v2/alarms/${alarmId}/diagnosis`;
    expect((await world.send('GET', diagnosis)).json).toMatchObject({ events: null });
    expect(await world.refusal('GET', diagnosis, undefined, { project: 'p2' })).toBe(
      `404 Alarm ${alarmId} not found`,
    );
  });
});
