import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newAlarm } from '../../functions/alarming/app/alarms/create-alarm.ts';
import { continueBacktest } from '../../functions/alarming/app/backtest/continue-backtest.ts';
import { createBacktest } from '../../functions/alarming/app/backtest/create-backtest.ts';
import { explainEvent } from '../../functions/alarming/app/explain/explain-event.ts';
import { dynamoAlarmHistory } from '../../functions/alarming/aws/alarm-history.ts';
import { dynamoAlarmStore } from '../../functions/alarming/aws/alarm-store.ts';
import { dynamoBacktests } from '../../functions/alarming/aws/backtest-store.ts';
import { dynamoDeliveryStore } from '../../functions/alarming/aws/delivery-store.ts';
import { hitReader } from '../../functions/alarming/aws/hit-records.ts';
import { transitionReader } from '../../functions/alarming/aws/transition-store.ts';
import { readAlarm } from '../../functions/alarming/http/read-alarm.ts';
import { listEvents } from '../../functions/events/app/log/list-events.ts';
import { dynamoEventStores } from '../../functions/events/aws/log/event-stores.ts';
import { projectEvents } from '../../functions/events/app/log/project-events.ts';
import { eventOrder } from '../../functions/events/core/log/event-order.ts';
import type { Caller } from '../../functions/platform/core/caller.ts';
import { after } from '../../functions/platform/core/instant.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import { nodeIds } from '../../functions/platform/node/ids.ts';
import { writeEvents } from './log-rows.ts';
import { percentile } from './percentiles.ts';

export interface LogTables {
  readonly client: DynamoDBDocumentClient;
  readonly alarms: string;
  readonly events: string;
}

/** How much is written and examined. */
export interface LogSizes {
  readonly backtested: number;
  readonly projects: number;
  readonly listed: number;
  readonly alarms: number;
}

const callerOf = (projectId: string): Caller => ({
  userId: 'bench',
  projectId,
  roles: ['member', 'reader'],
});

/** Measures what reads the log in this process, over rows that it writes directly to the tables of a stack. */
export async function measureLog(tables: LogTables, sizes: LogSizes): Promise<void> {
  const ports = portsOf(tables);
  await measureBacktest(tables, ports, sizes.backtested);
  const projectId = await measureList(tables, ports, sizes);
  await measureExplain(ports, projectId, sizes.alarms);
}

/** Bodies are in their rows, and parts of results in this process. */
function memoryPayloads() {
  const texts = new Map<string, string>();
  return {
    async store(owner: string, text: string) {
      texts.set(owner, text);
      return { key: owner };
    },
    load: async (payload: { readonly text: string } | { readonly key: string }) =>
      'text' in payload ? payload.text : (texts.get(payload.key) ?? ''),
    link: () => Promise.reject(new Error('nothing is linked')),
  };
}

function portsOf({ client, alarms, events }: LogTables) {
  const clock = systemClock;
  const payloads = memoryPayloads();
  const stores = dynamoEventStores(client, events, { clock, payloads });
  return {
    ...stores,
    alarmHistory: dynamoAlarmHistory(client, alarms),
    alarms: dynamoAlarmStore(client, alarms),
    backtests: dynamoBacktests(client, alarms, clock),
    backtestQueue: { async send() {} },
    clock,
    deliveries: dynamoDeliveryStore(client, alarms),
    executions: { get: async () => undefined },
    hitRecords: hitReader(client, alarms),
    ids: nodeIds,
    payloads,
    settings: { publicUrl: 'http://bench.example' },
    storedEvents: projectEvents({ ...stores, keptDays: 30 }),
    transitions: transitionReader(client, alarms),
  };
}
type BenchPorts = ReturnType<typeof portsOf>;

const draftOf = (eventType: string) =>
  readAlarm({
    name: 'bench',
    type: 'event',
    repeat_actions: true,
    event_rule: {
      event_type: eventType,
      query: [{ field: 'traits.memory_mb', op: 'ge', type: 'integer', value: '4096' }],
    },
  });

async function measureBacktest(
  { client, events: table }: LogTables,
  ports: BenchPorts,
  count: number,
): Promise<void> {
  const projectId = randomUUID();
  const now = systemClock.now();
  const from = after(now, -80_000);
  await writeEvents({ client, table }, projectId, { count, from, until: now });
  const counts = { accepted: count, stored: count, dropped: 0 };
  const hour = `${from.slice(0, 13)}:00:00.000000Z`;
  await ports.eventCounts.add(projectId, { hour, ...counts }, after(now, 86_400));
  for (const eventType of ['compute.*', 'image.*']) {
    const heap = watchHeap();
    const began = performance.now();
    // oxlint-disable no-await-in-loop -- one after the other
    const begun = await createBacktest(ports, callerOf(projectId), {
      alarm: { kind: 'draft', draft: draftOf(eventType) },
      range: { kind: 'last', seconds: 86_400 },
      rule: 'now',
      rearm: 'never',
      initialState: undefined,
    });
    let backtest: typeof begun | undefined = begun;
    while (backtest?.state === 'running') {
      await continueBacktest(ports, { v: 1, projectId, backtestId: begun.id });
      backtest = await ports.backtests.get(projectId, begun.id);
    }
    // oxlint-enable no-await-in-loop
    const seconds = (performance.now() - began) / 1000;
    const { examined = 0, fired = 0 } = backtest?.counts ?? {};
    console.log(
      `backtest on ${eventType}: ${examined} events in ${seconds.toFixed(1)} s (goal: 100000 in 30 s), ${fired} firings, heap at most ${heap.end().toFixed(0)} MB above the start`,
    );
  }
}

/** Looks twice a second how much more memory is used after a collection than at first. */
function watchHeap() {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const start = used();
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, used() - start);
  }, 2000);
  return {
    end(): number {
      clearInterval(timer);
      return Math.max(most, used() - start);
    },
  };
}

/** Returns a project with events. */
async function measureList(
  { client, events: table }: LogTables,
  ports: BenchPorts,
  { projects, listed }: LogSizes,
): Promise<string> {
  const now = systemClock.now();
  const each = Math.ceil(listed / projects);
  const ids = Array.from({ length: projects }, () => randomUUID());
  // oxlint-disable-next-line no-await-in-loop -- one project after the other
  for (const id of ids)
    await writeEvents({ client, table }, id, { count: each, from: after(now, -3600), until: now });
  const [projectId = ''] = ids;
  const filter = {
    traits: [
      { name: 'memory_mb', op: 'ge', type: 'integer', value: '1024' },
      { name: 'service', op: 'eq', value: 'nova' },
    ],
  } as const;
  const list = { filter, allTenants: false, order: eventOrder([]), limit: 100 };
  const samples: number[] = [];
  let found = '';
  for (let i = 0; i < 20; i += 1) {
    const began = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one at a time is what is measured
    const page = await listEvents(ports, callerOf(projectId), list);
    samples.push(performance.now() - began);
    found = `${page.events.length} events of ${page.examined} examined`;
  }
  console.log(
    `list page with two conditions, ${listed} rows of ${projects} projects: ${found}, min ${percentile(samples, 0).toFixed(0)} ms, p50 ${percentile(samples, 50).toFixed(0)} ms (goal: 200)`,
  );
  return projectId;
}

async function measureExplain(ports: BenchPorts, projectId: string, count: number): Promise<void> {
  const caller = callerOf(projectId);
  const now = systemClock.now();
  const drafts = Array.from({ length: count }, (_, n) => draftOf(n % 2 === 0 ? 'compute.*' : 'x'));
  for (let first = 0; first < count; first += 20)
    // oxlint-disable-next-line no-await-in-loop -- some at a time
    await Promise.all(
      drafts.slice(first, first + 20).map(async (draft, i) => {
        const alarm = newAlarm({ ...draft, name: `n${first + i}` }, caller, {
          id: randomUUID(),
          now,
        });
        await ports.alarms.create(alarm, {
          eventId: nodeIds.ordered(now),
          alarmId: alarm.id,
          type: 'creation',
          detail: '{}',
          projectId,
          userId: 'bench',
          onBehalfOf: projectId,
          severity: alarm.severity,
          at: now,
        });
      }),
    );
  let messageId = '';
  for await (const event of ports.storedEvents.byArrival(projectId, { expected: 1 })) {
    ({ messageId } = event);
    break;
  }
  const samples: number[] = [];
  let explained = 0;
  for (let i = 0; i < 10; i += 1) {
    const began = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one at a time is what is measured
    const answer = await explainEvent(ports, caller, {
      event: { kind: 'message', messageId },
      alarms: { kind: 'all' },
      when: 'now',
      all: false,
    });
    samples.push(performance.now() - began);
    explained = answer.explained.length;
  }
  console.log(
    `one event explained against ${explained} alarms: min ${percentile(samples, 0).toFixed(0)} ms, p50 ${percentile(samples, 50).toFixed(0)} ms (goal: 500)`,
  );
}
