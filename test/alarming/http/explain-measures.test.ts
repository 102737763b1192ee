import { describe, expect, test } from 'vitest';
import { deliverActions } from '../../../functions/alarming/app/deliveries/deliver-actions.ts';
import { lookAtAlarm } from '../../../functions/alarming/app/looks/look-at-alarm.ts';
import { syncWatches } from '../../../functions/alarming/app/looks/sync-watches.ts';
import { likeAodh } from '../../../functions/alarming/core/metric/judge-windows.ts';
import { derivingSigner } from '../../../functions/alarming/node/signer.ts';
import type { AlarmWindows } from '../../../functions/metrics/alarm-ports.ts';
import { millisecondsOf } from '../../../functions/platform/core/instant.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { anEvent } from '../../events/support/event-world.ts';
import { memoryAlarmLooks } from '../../fakes/alarm-looks.ts';
import { memoryDeliverySignings } from '../../fakes/delivery-signings.ts';
import { storyWorld } from '../support/story-world.ts';

const created = anEvent();
const event = JSON.parse(created);
const receiver = 'http://receiver.example/';
const rule = {
  metric: 'cpu',
  resource_id: '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b',
  resource_type: 'instance',
  aggregation_method: 'mean',
  comparison_operator: 'gt',
  threshold: 10,
  granularity: 60,
  evaluation_periods: 1,
};
const onCpu = {
  name: 'cpu-high',
  type: 'gnocchi_resources_threshold',
  gnocchi_resources_threshold_rule: rule,
  alarm_actions: [receiver],
};
const composite = {
  name: 'both',
  type: 'composite',
  composite_rule: {
    and: [
      { ...rule, type: 'gnocchi_resources_threshold' },
      { ...rule, threshold: 100, type: 'gnocchi_resources_threshold' },
    ],
  },
};

const windowsOf = (clock: Clock): AlarmWindows => {
  const answer = async (projectId: string) =>
    projectId === 'p1'
      ? ({
          kind: 'windows',
          windows: [{ at: Math.floor(millisecondsOf(clock.now()) / 60_000) * 60, value: 42 }],
        } as const)
      : ({ kind: 'resource-missing' } as const);
  return { ofResource: answer, ofMetrics: answer, ofResources: answer };
};

/** Events and measures of project p1, whose resources have the value 42 in the window that is open. */
function world() {
  const looks = memoryAlarmLooks();
  const measuresOf = (clock: Clock) => ({
    clock,
    looks,
    known: { windows: true, prometheus: true, members: true },
    lookQueue: { async send() {} },
    watches: { async add() {}, async remove() {} },
  });
  const story = storyWorld({
    apiPorts: (clock) => ({
      measures: measuresOf(clock),
      measureReading: { manner: likeAodh, windows: windowsOf(clock) },
    }),
  });
  const ports = {
    ...story.ports,
    ...measuresOf(story.ports.clock),
    elsewhere: {},
    manner: likeAodh,
    sources: { windows: windowsOf(story.ports.clock) },
  };
  return {
    ...story,
    async createOnMeasures(body: object): Promise<string> {
      const { json } = await story.send('POST', '/v2/alarms', body);
      story.ports.clock.advance(61);
      return json.alarm_id;
    },
    explain: async (body: object, asking = {}) =>
      (await story.send('POST', '/v2/explain', { event, ...body }, asking)).json,
    async look(id: string) {
      const alarm = await ports.alarms.get('p1', id);
      if (!alarm) throw new Error('no alarm');
      await syncWatches(ports, alarm);
      await lookAtAlarm(ports, { projectId: 'p1', id });
    },
    /** Makes the attempts that are waiting, of which the receiver takes all. */
    async deliver() {
      const delivering = {
        ...ports,
        deliveries: story.deliveries,
        deliverySignings: memoryDeliverySignings(),
        poster: {
          post: async () =>
            ({
              outcome: { kind: 'delivered', status: 200 },
              answer: '',
              latencyMilliseconds: 1,
            }) as const,
        },
        signer: derivingSigner(async () => 'key'),
        trustTokens: {
          async token(): Promise<never> {
            throw new Error('there are no trusts');
          },
        },
      };
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const { message } of ports.deliveryQueue.sent.splice(0))
        await deliverActions(delivering, message);
    },
  };
}

describe('an explanation of an alarm on measures', () => {
  test('says that events do not reach it, and what it finds, as its diagnosis does', async () => {
    const story = world();
    const id = await story.createOnMeasures(onCpu);
    await story.look(id);
    const { alarms, misses } = await story.explain({ alarm_id: id });
    const { json: diagnosis } = await story.send('GET', `/v2/alarms/${id}/diagnosis`);
    expect(misses).toBe(1);
    expect(alarms).toMatchObject([
      {
        alarm_id: id,
        verdict: 'not-considered',
        would: 'nothing',
        parts: [],
        reasons: [
          {
            code: 'not-evaluated',
            type: onCpu.type,
            words: `The alarm is of type ${onCpu.type}: it looks at measures, and no event reaches it.`,
          },
        ],
        words: `Nothing happens: The alarm is of type ${onCpu.type}: it looks at measures, and no event reaches it. The alarm is in the state that its measures mean, alarm.`,
        measures: {
          code: 'settled',
          found: { state: 'alarm' },
          rules: [
            {
              code: 'outside',
              threshold: 10,
              windows: [{ value: 42, outside: true }],
              missing: 0,
            },
          ],
        },
      },
    ]);
    expect({ ...alarms[0].measures, at: null }).toEqual({ ...diagnosis.measures, at: null });
  });

  test('has each rule of a composite', async () => {
    const story = world();
    const id = await story.createOnMeasures(composite);
    const { alarms } = await story.explain({ alarm_id: id });
    expect(alarms[0].measures.rules).toMatchObject([
      { name: 'rule1', code: 'outside' },
      { name: 'rule2', code: 'inside' },
    ]);
  });

  test('is there for a draft, which is looked at as if it were there, and nothing comes of it', async () => {
    const story = world();
    const { alarms } = await story.explain({ alarm: onCpu });
    expect(alarms).toMatchObject([
      {
        alarm_id: null,
        measures: {
          code: 'moving',
          found: { state: 'alarm' },
          looked_at: null,
          last_transition: null,
        },
      },
    ]);
    expect((await story.send('GET', '/v2/alarms')).json).toEqual([]);
  });

  test('of all alarms shows it with the misses, for the first twenty on measures', async () => {
    const story = world();
    await story.create();
    for (let made = 0; made < 21; made += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await story.createOnMeasures(onCpu);
    const few = await story.explain({});
    expect([few.alarms.length, few.misses]).toEqual([1, 21]);
    const { alarms } = await story.explain({ all: true });
    const found = alarms.map(({ measures }: { measures: object | null }) => measures !== null);
    expect(found.filter(Boolean)).toHaveLength(20);
    expect(found).toHaveLength(22);
  });

  test('of then has none, because it is what measures mean now', async () => {
    const story = world();
    const id = await story.createOnMeasures(onCpu);
    await story.publish(created);
    const { json } = await story.send('GET', `/v2/alarms/${id}/explain?message_id=m1&when=then`);
    expect(json.alarms).toMatchObject([{ verdict: 'not-considered', measures: null }]);
  });

  test('is refused to other projects, and a draft of theirs sees nothing of ours', async () => {
    const story = world();
    const id = await story.createOnMeasures(onCpu);
    const asking = { project: 'p2' };
    expect(await story.refusal('POST', '/v2/explain', { event, alarm_id: id }, asking)).toMatch(
      /^404 /,
    );
    const { alarms } = await story.explain({ alarm: onCpu }, asking);
    expect(alarms[0].measures.rules).toMatchObject([{ code: 'resource-missing', windows: [] }]);
    expect(JSON.stringify(alarms)).not.toContain('42');
  });
});

const keysOf = (json: object) => Object.keys(json).toSorted();

test('what is on record of a transition on measures has the shapes of a firing on an event', async () => {
  const story = world();
  const onEvent = await story.create({ alarm_actions: [receiver] });
  const onMeasures = await story.createOnMeasures(onCpu);
  await story.publish(created);
  await story.look(onMeasures);
  await story.deliver();

  const { json: chain } = await story.send('GET', '/v2/events/m1/chain');
  const { json: then } = await story.send(
    'GET',
    `/v2/alarms/${onEvent}/explain?message_id=m1&when=then`,
  );
  const { alarms } = await story.explain({ alarm_id: onMeasures });
  const { last_transition: last } = alarms[0].measures;
  const [{ outcome, ...fired }] = chain.alarms;
  expect(outcome).toBe('fired');
  for (const firing of [fired, then.alarms[0].actual[0]]) {
    expect(keysOf(last)).toEqual(keysOf(firing));
    expect(keysOf(last.actions[0])).toEqual(keysOf(firing.actions[0]));
  }
  expect(last).toMatchObject({
    alarm_id: onMeasures,
    name: 'cpu-high',
    previous: 'insufficient data',
    current: 'alarm',
    reason: 'Transition to alarm due to 1 samples outside threshold, most recent: 42.0',
    acceptance_id: null,
    actions: [{ kind: 'delivery', url: receiver, state: 'delivered' }],
  });

  const newest = async (id: string) => {
    const { json: history } = await story.send('GET', `/v2/alarms/${id}/history`);
    const { json: deliveries } = await story.send('GET', `/v2/deliveries?alarm=${id}`);
    const { json: diagnosis } = await story.send('GET', `/v2/alarms/${id}/diagnosis`);
    return { history: history[0], deliveries, diagnosis };
  };
  const [left, right] = [await newest(onMeasures), await newest(onEvent)];
  expect(left.history.event_id).toBe(last.event_id);
  expect(left.history.type).toBe('state transition');
  expect(keysOf(left.history)).toEqual(keysOf(right.history));
  expect(keysOf(JSON.parse(left.history.detail))).toEqual(keysOf(JSON.parse(right.history.detail)));
  expect(keysOf(left.diagnosis)).toEqual(keysOf(right.diagnosis));
  expect(left.diagnosis.deliveries).toEqual({ delivered: 1 });
  const [one] = left.deliveries;
  const [other] = right.deliveries;
  expect(one).toMatchObject({ state: 'delivered', alarm_id: onMeasures });
  expect(keysOf(one)).toEqual(keysOf(other));
});
