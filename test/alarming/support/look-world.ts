import type { LookMessage } from '../../../functions/contract/look-message.ts';
import type { Alarm, AlarmRule, AlarmState } from '../../../functions/alarming/core/alarm.ts';
import { lookAtAlarm } from '../../../functions/alarming/app/looks/look-at-alarm.ts';
import { handOverLooks } from '../../../functions/alarming/app/looks/hand-over-looks.ts';
import { syncWatches } from '../../../functions/alarming/app/looks/sync-watches.ts';
import {
  likeAodh,
  type Manner,
  type Point,
} from '../../../functions/alarming/core/metric/judge-windows.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import type {
  AlarmLooks,
  LooksElsewhere,
  MeasureSources,
} from '../../../functions/alarming/measure-ports.ts';
import type {
  Answer,
  WatchingAlarm,
  Watches,
  WatchTarget,
  WindowSpan,
} from '../../../functions/metrics/alarm-ports.ts';
import { instantOf, millisecondsOf } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { memoryAlarmLooks } from '../../fakes/alarm-looks.ts';
import { type AlarmPorts, memoryAlarms } from '../../fakes/alarms.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { aChange, anAlarm } from './alarm.ts';

export interface Measure {
  /** Seconds since 1970. */
  readonly at: number;
  readonly value: number;
}

/** A threshold rule on the metric `cpu` of the resource `r`. */
export const cpuRule = (over: Readonly<Record<string, string | number>> = {}): AlarmRule => ({
  type: 'gnocchi_resources_threshold',
  document: {
    granularity: 60,
    comparison_operator: 'gt',
    threshold: 10,
    aggregation_method: 'mean',
    evaluation_periods: 3,
    metric: 'cpu',
    resource_id: 'r',
    resource_type: 'instance',
    ...over,
  },
});

const timesOf = (given: readonly Measure[]) => ({
  from: Math.min(...given.map(({ at }) => at)),
  until: Math.max(...given.map(({ at }) => at)),
});

/** Alarms on measures in memory, with a clock that the test moves and a queue that keeps to it. */
export function lookWorld({
  start = 600_000,
  manner = likeAodh,
  sources = {},
  watches,
  announced = true,
  elsewhere = {},
  stores = (clock) => ({ ...memoryAlarms(clock), looks: memoryAlarmLooks() }),
}: {
  readonly start?: number;
  readonly manner?: Manner;
  readonly sources?: MeasureSources;
  readonly watches?: Watches;
  /** Whether there is somebody who tells of measures. */
  readonly announced?: boolean;
  readonly elsewhere?: LooksElsewhere;
  readonly stores?: (clock: Clock) => AlarmPorts & { readonly looks: AlarmLooks };
} = {}) {
  let now = start * 1000;
  const clock = { now: () => instantOf(now) };
  const { looks, ...alarming } = stores(clock);
  /** By metric and time: a later measure of the same time replaces the earlier one. */
  const measures = new Map<string, Map<number, number>>();
  const queue: { readonly at: number; readonly message: LookMessage }[] = [];
  const watching = new Map<string, { target: WatchTarget; alarm: WatchingAlarm }>();
  const sent: { readonly body: string; readonly at: number }[] = [];
  let failing = false;

  const meansOf = (metric: string, { granularitySeconds, first, last }: WindowSpan): Answer => {
    const found = measures.get(metric);
    if (!found) return { kind: 'metric-missing' };
    const windows = new Map<number, number[]>();
    for (const [at, value] of [...found].toSorted(([left], [right]) => left - right)) {
      const window = Math.floor(at / granularitySeconds) * granularitySeconds;
      if (window >= first && window <= last)
        windows.set(window, [...(windows.get(window) ?? []), value]);
    }
    const points = [...windows].map(([at, values]): Point => {
      const sum = values.reduce((total, value) => total + value, 0);
      return { at, value: sum / values.length };
    });
    return { kind: 'windows', windows: points };
  };
  const ports = {
    ...alarming,
    clock,
    ids: nodeIds,
    log: { info() {}, warn() {}, error() {} },
    looks,
    manner,
    payloads: memoryPayloadStore(),
    settings: { publicUrl: 'http://taibai.example' },
    async sleep() {},
    lookQueue: {
      async send(message: LookMessage, delaySeconds = 0) {
        queue.push({ at: now + delaySeconds * 1000, message });
      },
    },
    executionQueue: { async send() {} },
    deliveryQueue: {
      async send({ body }: { readonly body: { readonly text?: string } | object }) {
        if (failing) throw new Error('the queue fails');
        sent.push({ body: 'text' in body ? body.text : '', at: now });
      },
    },
    elsewhere,
    known: { windows: true, prometheus: true, members: true },
    watches: !announced
      ? undefined
      : (watches ?? {
          async add(target: WatchTarget, alarm: WatchingAlarm) {
            watching.set(JSON.stringify([target, alarm]), { target, alarm });
          },
          async remove(target: WatchTarget, alarm: WatchingAlarm) {
            watching.delete(JSON.stringify([target, alarm]));
          },
        }),
    sources: {
      windows: {
        ofResource: async (_, { name, span }) => meansOf(name, span),
        ofMetrics: async (_, { metricIds, span }) => meansOf(metricIds[0] ?? '', span),
        ofResources: async (_, { name, span }) => meansOf(name, span),
      },
      ...sources,
    } satisfies MeasureSources,
  };

  const world = {
    ...ports,
    queue,
    sent,
    watching,
    now: () => now / 1000,
    /** What fails from now on: sending actions. */
    fail: (fails: boolean) => {
      failing = fails;
    },
    async create(over: Partial<Alarm> = {}): Promise<Alarm> {
      const rule = over.rule ?? cpuRule();
      const state = over.state ?? 'insufficient data';
      const alarm = anAlarm({ rule, state, armed: { state, at: clock.now() }, ...over });
      await alarming.alarms.create(alarm, aChange(alarm));
      await syncWatches(ports, alarm);
      return alarm;
    },
    /** Sets the state by hand, which arms the alarm again. */
    async arm({ projectId, id }: Pick<Alarm, 'projectId' | 'id'>, state: AlarmState) {
      const seen = await alarming.alarms.get(projectId, id);
      if (!seen) throw new Error(`there is no alarm ${id}`);
      const at = clock.now();
      const next = {
        ...seen,
        state,
        stateAt: at,
        arming: seen.arming + 1,
        armed: { state, at },
        version: seen.version + 1,
      };
      if ((await alarming.alarms.replace(next, seen)) !== 'stored') throw new Error('stale');
      await syncWatches(ports, next);
    },
    /** Stores measures and asks for the looks that metrics ask for. */
    async measure(metric: string, given: readonly Measure[]) {
      const found = measures.get(metric) ?? new Map<number, number>();
      for (const { at, value } of given) found.set(at, value);
      measures.set(metric, found);
      for (const { target, alarm } of watching.values())
        if (target.kind === 'metric' ? target.metricId === metric : target.name === metric)
          queue.push({
            at: now,
            message: { v: 1, ...alarm, acceptedAt: clock.now(), ...timesOf(given) },
          });
    },
    /** Carries out everything in the queue whose time has come. */
    async work() {
      for (;;) {
        const index = queue.findIndex(({ at }) => at <= now);
        const [next] = index < 0 ? [] : queue.splice(index, 1);
        if (!next) return;
        const { projectId, alarmId, until } = next.message;
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await lookAtAlarm(ports, { projectId, id: alarmId }, until);
      }
    },
    /** Moves the clock, working at each moment at which something is due, and sweeping once a minute. */
    async until(seconds: number) {
      await world.work();
      while (now < seconds * 1000) {
        const sweepAt = (Math.floor(now / 60_000) + 1) * 60_000;
        const waiting = queue.map(({ at }) => at).filter((at) => at > now);
        now = Math.min(seconds * 1000, sweepAt, ...waiting);
        // oxlint-disable no-await-in-loop -- one after the other
        if (now === sweepAt) await handOverLooks(ports);
        await world.work();
        // oxlint-enable no-await-in-loop
      }
    },
    async state({ projectId, id }: Pick<Alarm, 'projectId' | 'id'>) {
      return (await alarming.alarms.get(projectId, id))?.state;
    },
    async moves({ projectId, id }: Pick<Alarm, 'projectId' | 'id'>) {
      const changes = await alarming.alarmHistory.listOfAlarm(projectId, id, { limit: 10_000 });
      return changes
        .filter(({ type }) => type === 'state transition')
        .map(({ detail, at }) => ({
          at: millisecondsOf(at) / 1000,
          to: String(JSON.parse(detail).state),
          reason: String(JSON.parse(detail).transition_reason),
        }))
        .toReversed();
    },
  };
  return world;
}
