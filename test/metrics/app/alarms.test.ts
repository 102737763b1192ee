import { beforeEach, describe, expect, it } from 'vitest';
import type { LookMessage } from '../../../functions/contract/look-message.ts';
import { alarmWindows } from '../../../functions/metrics/app/alarms/alarm-windows.ts';
import { watchesOf } from '../../../functions/metrics/app/alarms/watches.ts';
import { readQueryText } from '../../../functions/metrics/http/read-query.ts';
import { uuid5 } from '../../../functions/metrics/http/uuid5.ts';
import { memoryMeasureStores } from '../../fakes/measure-stores.ts';
import { measuresFrom, measuresWorld } from '../support/measures-world.ts';

const uuid = (n: number) => `${String(n).repeat(8)}-1111-4111-8111-111111111111`;
const a = uuid(1);
const b = uuid(2);
const one = uuid(3);
const two = uuid(4);
const nobody = uuid(9);
const seconds = (time: string) => Date.parse(`2026-11-27T${time}Z`) / 1000;
const service = { user: 'us', project: 'ps', role: 'service' } as const;

let world: ReturnType<typeof measuresWorld>;
let sent: { message: LookMessage; delaySeconds: number }[];
beforeEach(() => {
  sent = [];
  world = measuresWorld({
    ...memoryMeasureStores(),
    lookQueue: {
      async send(message, delaySeconds = 0) {
        sent.push({ message, delaySeconds });
      },
    },
  });
  const creator = { userId: 'us', projectId: 'ps' };
  world.resource(one, { creator, projectId: 't1', metrics: new Map([['cpu', a]]) });
  world.resource(two, { creator, projectId: 't2', metrics: new Map([['cpu', b]]) });
  world.metric(a, { name: 'cpu', resourceId: one, creator });
  world.metric(b, { name: 'cpu', resourceId: two, creator });
});

const post = (id: string, time: string, values: readonly number[] = [1]) =>
  world.send(
    'POST',
    '/batch/resources/metrics/measures',
    {
      [id]: { cpu: measuresFrom(`2026-11-27T${time}Z`, 60, values) },
    },
    service,
  );
const alarm = (alarmId: string, projectId = 't1') => ({ alarmId, projectId });
const told = () => sent.map(({ message }) => message.alarmId);

const watches = () => watchesOf({ ...world.ports, uuid5 });
const windows = () => alarmWindows({ ...world.ports, readQuery: readQueryText, uuid5 });
const valuesOf = (answer: unknown) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape is what is tested
  (answer as { windows: { at: number; value: number }[] }).windows.map(({ value }) => value);

describe('watched metrics', () => {
  const ofCpu = { kind: 'resource', resourceId: one, name: 'cpu' } as const;

  it('no alarm is told of a metric that it does not watch', async () => {
    await watches().add(ofCpu, alarm('other'));
    await post(two, '10:00:00');
    expect(sent).toEqual([]);
  });

  it.each(['before', 'after'])(
    'an alarm that watches %s the first measure is told when, and of which times',
    async (when) => {
      if (when === 'after') await post(one, '10:00:00');
      await watches().add(ofCpu, alarm('al'));
      await post(one, '10:01:00', [1, 2]);
      expect(sent).toEqual([
        {
          delaySeconds: 0,
          message: {
            v: 1,
            projectId: 't1',
            alarmId: 'al',
            acceptedAt: expect.stringMatching(/^2026-11-27T11:00:00/),
            from: seconds('10:01:00'),
            until: seconds('10:02:00'),
          },
        },
      ]);
    },
  );

  it('an alarm that watches a metric by its id is told', async () => {
    await watches().add({ kind: 'metric', metricId: a }, alarm('al'));
    await post(one, '10:00:00');
    await post(two, '10:00:00');
    expect(told()).toEqual(['al']);
  });

  it('an alarm that watches no more is told no more; another still is', async () => {
    await post(one, '10:00:00');
    await watches().add(ofCpu, alarm('first'));
    await watches().add({ kind: 'metric', metricId: a }, alarm('second'));
    await watches().remove(ofCpu, alarm('first'));
    await post(one, '10:01:00');
    expect(told()).toEqual(['second']);
    await watches().remove({ kind: 'metric', metricId: a }, alarm('second'));
    await post(one, '10:02:00');
    expect(told()).toEqual(['second']);
  });

  it('a project is not told of what it may not read', async () => {
    await watches().add(ofCpu, alarm('al', 't3'));
    await watches().add({ kind: 'name', name: 'cpu' }, alarm('of-name', 't3'));
    await post(one, '10:00:00');
    expect(sent).toEqual([]);
  });

  it('an alarm that watches a name is told of the resources of its project', async () => {
    await watches().add({ kind: 'name', name: 'cpu' }, alarm('al'));
    await post(two, '10:00:00');
    expect(told()).toEqual([]);
    await post(one, '10:00:00');
    expect(told()).toEqual(['al']);
  });

  it('of many requests in a second, two lead to looks, the second one later', async () => {
    await watches().add({ kind: 'name', name: 'cpu' }, alarm('al'));
    for (let i = 0; i < 5; i += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await post(one, `10:0${i}:00`);
    expect(sent.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 1]);
    world.clock.advance(2);
    await post(one, '10:06:00');
    expect(sent.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 1, 0]);
  });

  it('a name that alarms begin to watch is noticed within five seconds', async () => {
    await post(one, '10:00:00');
    await watches().add({ kind: 'name', name: 'cpu' }, alarm('al'));
    world.clock.advance(6);
    await post(one, '10:01:00');
    expect(told()).toEqual(['al']);
  });
});

describe('windows for alarms', () => {
  const span = { granularitySeconds: 60, first: seconds('10:00:00'), last: seconds('10:03:00') };
  beforeEach(async () => {
    await post(one, '10:00:00', [1, 2, 3]);
    await post(two, '10:01:00', [20, 30, 40]);
  });

  it('of a resource', async () => {
    const question = { resourceId: one, userId: 'u1', name: 'cpu', method: 'mean', span };
    expect(await windows().ofResource('t1', question)).toEqual({
      kind: 'windows',
      windows: [1, 2, 3].map((value, i) => ({ at: span.first + i * 60, value })),
    });
    const narrow = { ...span, first: span.first + 60, last: span.first + 60 };
    expect(valuesOf(await windows().ofResource('t1', { ...question, span: narrow }))).toEqual([2]);
  });

  it.each<readonly [string, string, object]>([
    ["another project's resource", 'resource-missing', { resourceId: two }],
    ['no resource', 'resource-missing', { resourceId: nobody }],
    ['no UUID', 'resource-missing', { resourceId: 'bogus' }],
    ['no metric', 'metric-missing', { name: 'nope' }],
    ['no method', 'aggregation-missing', { method: '99pct' }],
    ['no granularity', 'aggregation-missing', { span: { ...span, granularitySeconds: 7 } }],
  ])('%s: %s', async (_, kind, change) => {
    const known = { resourceId: one, userId: 'u1', name: 'cpu', method: 'mean', span };
    const question = { ...known, ...change };
    expect(await windows().ofResource('t1', question)).toEqual({ kind });
  });

  it('of several metrics, where Aodh fails', async () => {
    const question = { metricIds: [a, b], method: 'mean', span };
    expect(valuesOf(await windows().ofMetrics('ps', question))).toEqual([1, 11, 16.5, 40]);
    expect(await windows().ofMetrics('t1', question)).toEqual({ kind: 'metric-missing' });
    expect(valuesOf(await windows().ofMetrics('ps', { ...question, method: 'last' }))).toEqual([
      1, 20, 30, 40,
    ]);
  });

  it('of the resources that a query finds, of the project alone', async () => {
    const question = { resourceType: 'generic', name: 'cpu', span };
    const all = { ...question, query: '{"like": {"project_id": "t%"}}' };
    expect(valuesOf(await windows().ofResources('ps', { ...all, method: 'mean' }))).toEqual([
      1, 11, 16.5, 40,
    ]);
    expect(valuesOf(await windows().ofResources('ps', { ...all, method: 'rate:mean' }))).toEqual([
      10, 5.5, 23.5,
    ]);
    expect(valuesOf(await windows().ofResources('t1', { ...all, method: 'sum' }))).toEqual([
      1, 2, 3,
    ]);
    const infix = { ...question, query: 'project_id = "t2"', method: 'max' };
    expect(valuesOf(await windows().ofResources('ps', infix))).toEqual([20, 30, 40]);
    expect(await windows().ofResources('t3', { ...all, method: 'mean' })).toEqual({
      kind: 'metric-missing',
    });
  });

  it.each(['{"=": {"nope": 1}}', 'nope =', '{', '[]'])(
    'the query %s is invalid, with the reason',
    async (query) => {
      const answer = await windows().ofResources('t1', {
        resourceType: 'generic',
        query,
        name: 'cpu',
        method: 'mean',
        span,
      });
      expect(answer).toMatchObject({ kind: 'invalid', reason: expect.any(String) });
    },
  );
});

it('a request reads the alarms of a name once, however many of its metrics have the name', async () => {
  const stores = memoryMeasureStores();
  const read: unknown[] = [];
  const list: typeof stores.watchStore.list = (target) => {
    read.push(target);
    return stores.watchStore.list(target);
  };
  const many = measuresWorld({
    ...stores,
    watchStore: { ...stores.watchStore, list },
    lookQueue: { async send() {} },
  });
  const creator = { userId: 'us', projectId: 'ps' };
  const ids = Array.from(
    { length: 50 },
    (_, n) =>
      [
        uuid(1).replace(/^\d{8}/, String(10_000_000 + n)),
        uuid(2).replace(/^\d{8}/, String(10_000_000 + n)),
      ] as const,
  );
  for (const [resource, metric] of ids) {
    many.resource(resource, { creator, metrics: new Map([['cpu', metric]]) });
    many.metric(metric, { name: 'cpu', resourceId: resource, creator });
  }
  const measures = measuresFrom('2026-11-27T10:00:00Z', 60, [1]);
  const body = Object.fromEntries(ids.map(([resource]) => [resource, { cpu: measures }]));
  const send = () => many.send('POST', '/batch/resources/metrics/measures', body, service);
  expect((await send()).status).toBe(202);
  many.clock.advance(10);
  read.length = 0;
  expect((await send()).status).toBe(202);
  expect(read).toEqual([{ kind: 'name', name: 'cpu' }]);
});
