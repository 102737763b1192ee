import { beforeEach, describe, expect, test } from 'vitest';
import type { MetricUpdate } from '../../../../functions/contract/account-metrics.ts';
import type { LookMessage } from '../../../../functions/contract/look-message.ts';
import { seriesFinder } from '../../../../functions/metrics/app/measures/find-series.ts';
import { watchedLooker } from '../../../../functions/metrics/app/measures/look-at-watched.ts';
import { uuid5 } from '../../../../functions/metrics/http/uuid5.ts';
import type { ResourceType } from '../../../../functions/metrics/core/resource-type.ts';
import { acceptAccountMetrics } from '../../../../functions/metrics/sources/account/app/accept-account-metrics.ts';
import { memoryMeasureStores } from '../../../fakes/measure-stores.ts';
import { memoryIndex } from '../../../fakes/metric-index.ts';
import { standingClock } from '../../../support/clock.ts';
import { nodeIds } from '../../../../functions/platform/node/ids.ts';
import { metricsWorld } from '../../support/metrics-world.ts';
import { anUpdate, objectOf } from './an-update.ts';

const projects = { '123456789012': 'p1', '210987654321': 'p2' };
const key = 'cloudwatch/updates/2026/11/27/10/taibai-1';
const of = (n: number) => ({ dimensions: { InstanceId: `i-${n.toString(16)}` } });
let world: ReturnType<typeof accountWorld>;
beforeEach(() => {
  world = accountWorld();
});

function accountWorld() {
  const objects = new Map<string, string>();
  const looks: LookMessage[] = [];
  const logged: unknown[] = [];
  const clock = standingClock('2026-11-27T11:00:00.000000Z');
  const index = {
    ...memoryIndex(),
    ...memoryMeasureStores(),
    clock: { now: () => clock.advance(0.001) },
    ids: nodeIds,
    lookQueue: { send: async (message: LookMessage) => void looks.push(message) },
    sleep: async () => {},
  };
  const { send } = metricsWorld(index);
  const ports = {
    ...index,
    findSeries: seriesFinder(index),
    lookAtWatched: watchedLooker(index),
    log: { info() {}, error() {}, warn: (...line: readonly unknown[]) => logged.push(line) },
    payloads: {
      async load(payload: { readonly key: string } | { readonly text: string }) {
        const text = 'key' in payload ? objects.get(payload.key) : undefined;
        if (text === undefined) throw new Error('no such object');
        return text;
      },
    },
    uuid5,
  };
  const accept = async (updates: readonly Partial<MetricUpdate>[] | string) => {
    const text = typeof updates === 'string' ? updates : objectOf(updates.map(anUpdate));
    objects.set(key, text);
    await acceptAccountMetrics(ports, projects, { detail: { object: { key } } });
  };
  const resourcesOf = async (project: string) =>
    (await send('GET', '/v1/resource/instance', undefined, { project })).json;
  const measuresOf = async (project: string, id: string, metric = 'cpu_util') =>
    (
      await send(
        'GET',
        `/v1/resource/instance/${id}/metric/${metric}/measures?granularity=300`,
        undefined,
        {
          project,
        },
      )
    ).json.map(([, , value]: readonly unknown[]) => value);
  return { accept, resourcesOf, measuresOf, ports, clock, logged, looks };
}

describe("what CloudWatch says of the account's instances", () => {
  test('becomes measures of instances of the project that the account is mapped to', async () => {
    await world.accept([{}, { metric_name: 'NetworkIn' }]);
    const [resource, ...others] = await world.resourcesOf('p1');
    expect(others).toEqual([]);
    expect(resource).toMatchObject({
      type: 'instance',
      original_resource_id: 'i-0123456789abcdef0',
      project_id: 'p1',
      display_name: 'i-0123456789abcdef0',
      host: 'eu-west-1/123456789012',
    });
    expect(await world.measuresOf('p1', resource.id)).toEqual([25]);
    expect(await world.measuresOf('p1', resource.id, 'network.incoming.bytes.delta')).toEqual([
      125,
    ]);
    expect(await world.resourcesOf('p2')).toEqual([]);
  });

  test('is stored once, however often its object comes', async () => {
    for (let times = 0; times < 3; times += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await world.accept([
        {},
        { timestamp: 1_795_773_900_000, value: { count: 1, sum: 7, min: 7, max: 7 } },
      ]);
    const [resource, ...others] = await world.resourcesOf('p1');
    expect(others).toEqual([]);
    expect(await world.measuresOf('p1', resource.id)).toEqual([25, 7]);
  });

  test('of many instances is stored for each, also if some are known and others are not', async () => {
    await world.accept([of(1), of(2)]);
    await world.accept(Array.from({ length: 120 }, (_, n) => of(n)));
    expect(await world.resourcesOf('p1')).toHaveLength(120);
  });

  test('is of each account its own project, and of an account that nobody names dropped, and counted', async () => {
    await world.accept([{}, { account_id: '210987654321' }, { account_id: '999999999999' }]);
    expect(await world.resourcesOf('p1')).toHaveLength(1);
    expect(await world.resourcesOf('p2')).toHaveLength(1);
    expect(world.logged).toEqual([['account metrics refused', { key, unreadable: 0, dropped: 1 }]]);
  });

  test('finds the type that Ceilometer has made, with what it requires', async () => {
    const text = {
      type: 'string',
      minLength: 0,
      maxLength: 255,
      required: true,
      since: 1,
    } as const;
    const type: ResourceType = {
      name: 'instance',
      attributes: { display_name: text, flavor_id: text },
      version: 1,
    };
    await world.ports.resourceTypes.create(type);
    await world.accept([{}]);
    expect(await world.resourcesOf('p1')).toMatchObject([
      { display_name: 'i-0123456789abcdef0', flavor_id: '' },
    ]);
  });

  test('that cannot be read stops nothing else of its object', async () => {
    await world.accept(`{"half\n${objectOf([anUpdate()])}[]\n`);
    expect(await world.resourcesOf('p1')).toHaveLength(1);
    expect(world.logged).toEqual([['account metrics refused', { key, unreadable: 2, dropped: 0 }]]);
  });

  test('is put aside if nothing of its object can be read, and an empty object is nothing', async () => {
    await expect(world.accept('<xml/>')).rejects.toThrow('no update of a metric stream');
    await world.accept('');
    expect(world.logged).toEqual([]);
  });

  test('is looked at by the alarms that watch it', async () => {
    await world.accept([{}]);
    const alarm = { projectId: 'p1', alarmId: 'a1' };
    await world.ports.watchStore.put({ kind: 'name', name: 'cpu_util' }, alarm);
    world.clock.advance(10);
    await world.accept([{ timestamp: 1_795_773_900_000 }]);
    expect(world.looks).toMatchObject([{ alarmId: 'a1' }]);
  });
});
