import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateHit } from '../../../../functions/alarming/app/decisions/evaluate-hit.ts';
import { dynamoBacktests } from '../../../../functions/alarming/aws/backtest-store.ts';
import { acceptEvents } from '../../../../functions/events/app/accept-events.ts';
import { eventArchiver } from '../../../../functions/events/app/log/archive-events.ts';
import { readArrival } from '../../../../functions/events/app/log/read-arrival.ts';
import { dynamoEventStores } from '../../../../functions/events/aws/log/event-stores.ts';
import { dynamoProjectEvents } from '../../../../functions/events/aws/log/project-events.ts';
import type { BusDetail } from '../../../../functions/contract/bus-event.ts';
import { eventStorage } from '../../../../functions/contract/event-storage.ts';
import { tables } from '../../../../functions/contract/tables.ts';
import { documentClient } from '../../../../functions/platform/aws/dynamo.ts';
import { matchesGlob } from '../../../../functions/events/core/glob.ts';
import { loads } from '../../../../functions/platform/core/python-json.ts';
import { anEvent, ceilometer, eventWorld } from '../../../events/support/event-world.ts';
import { standingClock } from '../../../support/clock.ts';
import { silentLog } from '../../../support/silent-log.ts';
import { createTable } from '../../../support/table.ts';
import { alarmingWorld } from '../../support/alarming-world.ts';
import { dynamoAlarms } from '../../support/dynamo-alarms.ts';

const seed = 20_261_127;
const events = 300;

const event = fc.record({
  // Some ids come again.
  id: fc.integer({ min: 1, max: 220 }).map((n) => `e${n}`),
  type: fc.constantFrom('compute.a', 'compute.b.end', 'image.delete', 'volume'),
  size: fc.integer({ min: 0, max: 9 }),
});

const size = (op: string, value: string) => ({ field: 'traits.size', op, type: 'integer', value });
const rules = [
  { event_rule: {} },
  { event_rule: { event_type: 'compute.*' }, repeat_actions: true },
  { event_rule: { event_type: '*.delete', query: [size('ge', '5')] }, repeat_actions: true },
  { event_rule: { query: [size('eq', '7'), size('ne', '8')] } },
  { event_rule: { event_type: 'nothing.*' }, repeat_actions: true },
] as const;

/** The API of alarms, the evaluator and the archiver over tables of the emulator. */
async function emulatedWorld() {
  const clock = standingClock();
  const dynamo = new DynamoDBClient({});
  const client = documentClient();
  const [alarmTable, eventTable] = await Promise.all([
    createTable(dynamo),
    createTable(dynamo, tables.Events),
  ]);
  const alarmPorts = dynamoAlarms(client, alarmTable, clock);
  const { ports } = eventWorld({ clock, ...alarmPorts });
  const { payloads } = ports;
  const log = dynamoProjectEvents(client, eventTable, { clock, payloads, storage: '{}' });
  const api = alarmingWorld({
    ...alarmPorts,
    backtests: dynamoBacktests(client, alarmTable, clock),
    clock,
    payloads,
    storedEvents: log,
  });
  const archive = eventArchiver({
    clock,
    log: silentLog,
    storage: eventStorage.parse({}),
    ...dynamoEventStores(client, eventTable, { clock, payloads }),
  });
  const published: BusDetail[] = [];
  const bus = {
    async publish(details: readonly BusDetail[]) {
      published.push(...details);
      return details.map(() => ({ kind: 'accepted' }) as const);
    },
  };
  return {
    api,
    clock,
    /** Accepts an event, and lets the alarms decide on it whose type it has, as the bus does. */
    async live(
      text: string,
      alarms: readonly {
        readonly alarm_id: string;
        readonly event_rule: { readonly event_type: string };
      }[],
    ) {
      clock.advance(1);
      await acceptEvents({ ...ports, bus }, ceilometer, [loads(text)]);
      const detail = published.at(-1)!;
      const time = clock.now();
      await Promise.all(
        alarms
          .filter(({ event_rule: { event_type: glob } }) => matchesGlob(glob, detail.type))
          .map(({ alarm_id: rule }) => evaluateHit(ports, { v: 1, rule, time, event: detail })),
      );
    },
    /** Stores all that was accepted. */
    async store() {
      for (let first = 0; first < published.length; first += 100) {
        const some = published.slice(first, first + 100);
        // oxlint-disable-next-line no-await-in-loop -- a batch of the archiver's
        const arrivals = await Promise.all(
          some.map((detail) => readArrival(ports, { time: detail.at ?? '', detail })),
        );
        // oxlint-disable-next-line no-await-in-loop -- as above
        expect(new Set(await archive(arrivals))).toEqual(new Set(['stored']));
      }
    },
    /** What the alarm's history says of its firings, the oldest first. */
    async history(id: string) {
      const { json } = await api.send('GET', `/v2/alarms/${id}/history?limit=1000`);
      const fired = json
        .map((entry: { detail: string }) => JSON.parse(entry.detail))
        .filter((detail: object) => 'transition_reason' in detail);
      return fired
        .map((detail: { transition_reason: string }) => detail.transition_reason)
        .filter((reason: string) => reason.startsWith('Event'))
        .toReversed();
    },
  };
}

test(`H-a a run of ${events} events (seed ${seed}) on the emulator's tables: alarms have fired as their backtests say`, async () => {
  const world = await emulatedWorld();
  const { api, clock } = world;
  const created = await Promise.all(
    [...rules, { event_rule: {} }].map((rule, n) =>
      api.create({ name: `a${n}`, alarm_actions: ['http://receiver.example/'], ...rule }),
    ),
  );
  const ids: readonly string[] = created.map(({ alarm_id: id }) => id);
  const unchanged = ids.slice(0, rules.length);
  const rearmed = ids.at(-1) ?? '';
  clock.advance(1);
  for (const [n, drawn] of fc.sample(event, { numRuns: events, seed }).entries()) {
    const traits = `["project_id",1,"p1"],["size",2,${drawn.size}]`;
    // oxlint-disable no-await-in-loop -- in order
    await world.live(anEvent({ ...drawn, traits }), created);
    if (n % 37 !== 0) continue;
    clock.advance(1);
    await api.send('PUT', `/v2/alarms/${rearmed}/state`, '"ok"');
    // oxlint-enable no-await-in-loop
  }
  await world.store();
  clock.advance(60);
  const backtest = async (id: string, rule: 'now' | 'then') => {
    const body = { alarm_id: id, last: rule === 'now' ? '1d' : `${events + 120}s`, rule };
    const { status, json } = await api.send('POST', '/v2/backtests', body);
    expect(status).toBe(200);
    expect(json.coverage.gaps).toEqual([]);
    return json;
  };
  const counts: number[] = [];
  for (const id of unchanged) {
    // oxlint-disable no-await-in-loop -- one after the other
    const { examined, timeline } = await backtest(id, 'now');
    const reasons = await world.history(id);
    // oxlint-enable no-await-in-loop
    expect(examined).toBe(events);
    expect(timeline.map(({ reason }: { reason: string }) => reason)).toEqual(reasons);
    counts.push(reasons.length);
  }
  // The run is worth something: alarms that fired once, often, and never.
  expect(counts).toEqual([1, expect.any(Number), expect.any(Number), 1, 0]);
  expect(Math.min(...counts.slice(1, 3))).toBeGreaterThan(20);
  const then = await backtest(rearmed, 'then');
  const reasons = await world.history(rearmed);
  expect(then.timeline.map(({ reason }: { reason: string }) => reason)).toEqual(reasons);
  expect(then.live).toEqual({ fired: reasons.length, differences: [] });
  expect(reasons.length).toBeGreaterThan(5);
});
