import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { ask } from '../../api.ts';
import type { Session } from '../../session.ts';
import { percentile, summary } from '../percentiles.ts';
import { createResource, type Gnocchi, postSamples, samplesOf } from './gnocchi.ts';
import type { Receiver } from './receiver.ts';

export interface AlarmBench {
  readonly owner: Session;
  readonly gnocchi: Gnocchi;
  readonly receiver: Receiver;
  /** Whether no look and no delivery waits. */
  readonly idle: () => Promise<boolean>;
}

/** From what is accepted to the notification of its alarm, in milliseconds since it was accepted. */
interface Sample {
  /** The decision: the time that the alarm has its state from. */
  readonly decided: number;
  readonly delivered: number;
}

const metric = 'busy';
const now = () => performance.timeOrigin + performance.now();

/**
 * Measures how long it takes from a measure, and from an event, to the notification of an alarm that goes from `ok` to
 * `alarm`: one of each in turn.
 */
export async function measureAlarms(
  bench: AlarmBench,
  { name, samples }: { readonly name: string; readonly samples: number },
): Promise<readonly string[]> {
  const watched = await prepareWatched(bench, samples + warmUp);
  const event = await prepareEvent(bench);
  await settled(bench);
  const [measures, events]: [Sample[], Sample[]] = [[], []];
  for (const [index, { resourceId, alarmId }] of watched.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time is what is measured
    const measured = await sampleOf(bench, alarmId, () =>
      postSamples(bench.gnocchi, samplesOf([resourceId], metric, { at: new Date(), value: 90 })),
    );
    // oxlint-disable-next-line no-await-in-loop -- see above
    const happened = await sampleOf(bench, event.alarmId, () => publish(bench.owner, event.type));
    // oxlint-disable-next-line no-await-in-loop -- see above
    await ask(bench.owner, 'PUT', `/alarming/v2/alarms/${event.alarmId}/state`, 'ok');
    if (index < warmUp) continue;
    measures.push(measured);
    events.push(happened);
  }
  const ratio = half(measures, 'delivered') / half(events, 'delivered');
  return [
    `${name}: measure accepted → notified: ${summary(measures.map(({ delivered }) => delivered))}; ${hops(measures)}`,
    `${name}: event accepted → notified: ${summary(events.map(({ delivered }) => delivered))}; ${hops(events)}`,
    `${name}: a measure takes ${ratio.toFixed(2)} of an event (goal: 1.3)`,
  ];
}

/** The first few start processes of the emulator. */
const warmUp = 5;

const half = (samples: readonly Sample[], of: keyof Sample): number =>
  percentile(
    samples.map((sample) => sample[of]),
    50,
  );

const hops = (samples: readonly Sample[]): string => {
  const after = samples.map(({ decided, delivered }) => delivered - decided);
  return `p50 until the decision begins ${half(samples, 'decided').toFixed(0)} ms, from there ${percentile(after, 50).toFixed(0)} ms`;
};

async function sampleOf(
  { owner, receiver }: AlarmBench,
  alarmId: string,
  send: () => Promise<unknown>,
): Promise<Sample> {
  await send();
  const accepted = now();
  const delivered = (await receiver.next(alarmId)) - accepted;
  const text = await ask(owner, 'GET', `/alarming/v2/alarms/${alarmId}`);
  const { state_timestamp: at } = stateOf.parse(JSON.parse(text));
  // A look may begin before the sender has its answer.
  return { decided: Date.parse(`${at}Z`) - accepted, delivered: Math.max(0, delivered) };
}

const stateOf = z.object({ state_timestamp: z.string() });

interface Watched {
  readonly resourceId: string;
  readonly alarmId: string;
}

/** Alarms in the state `ok`, each on a metric of its own. All metrics are measured together at first. */
async function prepareWatched(
  { owner, gnocchi, receiver }: AlarmBench,
  count: number,
): Promise<readonly Watched[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const watched = await inLanes(ids, async (resourceId) => {
    await createResource(gnocchi, { id: resourceId, metrics: { [metric]: 'medium' } });
    const alarmId = await createAlarm(owner, {
      type: 'gnocchi_resources_threshold',
      alarm_actions: [receiver.url],
      gnocchi_resources_threshold_rule: thresholdRule(resourceId, metric),
    });
    return { resourceId, alarmId };
  });
  for (let first = 0; first < count; first += 50)
    // oxlint-disable-next-line no-await-in-loop -- as an agent sends them
    await postSamples(
      gnocchi,
      samplesOf(ids.slice(first, first + 50), metric, { at: new Date(), value: 1 }),
    );
  await Promise.all(watched.map(({ alarmId }) => untilOk(owner, alarmId)));
  return watched;
}

const thresholdRule = (resourceId: string, name: string) => ({
  resource_id: resourceId,
  resource_type: 'generic',
  metric: name,
  aggregation_method: 'max',
  granularity: 60,
  evaluation_periods: 1,
  comparison_operator: 'gt',
  threshold: 80,
});

async function untilOk(owner: Session, alarmId: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- polls
    const text = await ask(owner, 'GET', `/alarming/v2/alarms/${alarmId}/state`);
    if (JSON.parse(text) === 'ok') return;
    if (Date.now() > deadline) throw new Error(`alarm ${alarmId} is ${text}`);
    // oxlint-disable-next-line no-await-in-loop -- polls
    await sleep(500);
  }
}

async function prepareEvent({ owner, receiver }: AlarmBench) {
  const type = `bench.${randomUUID()}`;
  const alarmId = await createAlarm(owner, {
    type: 'event',
    event_rule: { event_type: type },
    alarm_actions: [receiver.url],
  });
  return { type, alarmId };
}

const publish = (owner: Session, type: string): Promise<string> =>
  ask(owner, 'POST', '/events', {
    message_id: randomUUID(),
    event_type: type,
    traits: [['project_id', 1, owner.projectId]],
  });

/** Alarms on metrics that are not measured meanwhile. */
export async function createOthers({ owner, gnocchi }: AlarmBench, count: number): Promise<void> {
  const names = Array.from({ length: 20 }, (_, index) => `other-${index}`);
  const metrics = Object.fromEntries(names.map((name) => [name, 'medium']));
  const resources = Array.from({ length: count / names.length }, () => randomUUID());
  await inLanes(resources, async (id) => {
    await createResource(gnocchi, { id, metrics });
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const name of names)
      await createAlarm(owner, {
        type: 'gnocchi_resources_threshold',
        gnocchi_resources_threshold_rule: thresholdRule(id, name),
      });
  });
  // oxlint-disable-next-line no-await-in-loop -- as an agent sends them
  for (const name of names)
    await postSamples(gnocchi, samplesOf(resources, name, { at: new Date(), value: 1 }));
}

const created = z.object({ alarm_id: z.string() });

const createAlarm = async (owner: Session, alarm: object): Promise<string> =>
  created.parse(
    JSON.parse(
      await ask(owner, 'POST', '/alarming/v2/alarms', { name: `bench-${randomUUID()}`, ...alarm }),
    ),
  ).alarm_id;

/** Waits until nothing is being looked at or delivered. */
export async function settled({ idle }: AlarmBench): Promise<void> {
  const deadline = Date.now() + 120_000;
  // oxlint-disable-next-line no-await-in-loop -- polls
  while (!(await idle())) {
    if (Date.now() > deadline) throw new Error('looks are still waiting after two minutes');
    // oxlint-disable-next-line no-await-in-loop -- polls
    await sleep(250);
  }
}

const lanes = 4;

async function inLanes<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = all.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      // oxlint-disable-next-line no-await-in-loop -- each lane does one at a time
      for (const [index, one] of left) results[index] = await work(one);
    }),
  );
  return results;
}
