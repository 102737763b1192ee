import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { nextPace, firstPace } from '../../../console/src/live/poll-pace.ts';
import { dynamoAlarmStore } from '../../../functions/alarming/aws/alarm-store.ts';
import { dynamoDeliveryStore } from '../../../functions/alarming/aws/delivery-store.ts';
import { entryReader } from '../../../functions/alarming/aws/entry-reader.ts';
import { dynamoTransitionStore } from '../../../functions/alarming/aws/transition-store.ts';
import { deliveryId, executionId } from '../../../functions/alarming/app/decisions/effect-id.ts';
import type { Transition } from '../../../functions/alarming/core/decision/transition.ts';
import { newDelivery } from '../../../functions/alarming/core/delivery/delivery.ts';
import { dynamoConsoleRecords } from '../../../functions/console/aws/console-records.ts';
import { eventTimeline } from '../../../functions/console/aws/event-timeline.ts';
import { keptTransitions } from '../../../functions/console/aws/kept-transitions.ts';
import { dynamoTimelines } from '../../../functions/console/aws/timelines.ts';
import { consoleApp } from '../../../functions/console/http/app.ts';
import { byGenerated, byKind, byMessage } from '../../../functions/contract/tables.ts';
import { dynamoExecutionStores } from '../../../functions/engine/aws/execution-stores.ts';
import { functionRows } from '../../../functions/engine/aws/function-rows.ts';
import { newExecution } from '../../../functions/engine/core/executions/execution.ts';
import { dynamoEventStores } from '../../../functions/events/aws/log/event-stores.ts';
import { dynamoProjectEvents } from '../../../functions/events/aws/log/project-events.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { rowStore } from '../../../functions/platform/aws/row-store.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { dollarsFor } from '../../../local/bench/cost/prices.ts';
import {
  billedMilliseconds,
  gigabyteSeconds,
  waitingMilliseconds,
} from '../../../local/bench/cost/waiting.ts';
import { aChange, anAlarm } from '../../alarming/support/alarm.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { standingClock } from '../../support/clock.ts';
import { silentLog } from '../../support/silent-log.ts';
import { createTable } from '../../support/table.ts';
import { meteredClient } from '../support/metered-client.ts';

const publicUrl = 'https://abcdefghij.execute-api.us-east-1.amazonaws.com';
const daySeconds = 8 * 3600;
/** Of the Lambda that lists, and what a poll takes of a whole processor, as other Lambdas with as many requests. */
const [memoryMegabytes, processorMilliseconds] = [1024, 10];
/** A line of the access log, as `npm run bench -- cost` counts it, and the headers of an answer. */
const [loggedBytes, headerBytes] = [220, 400];
/** How often the list of revoked tokens is read (`identity/app/verify-token.ts`), for a unit. */
const revocationSeconds = 5;

let tables: { alarms: string; executions: string; functions: string };
let events: string;

beforeAll(async () => {
  const client = documentClient();
  const alarms = await createTable(client);
  tables = { alarms, executions: await createTable(client, []), functions: alarms };
  events = await createTable(client, [byGenerated, byMessage, byKind]);
});

/** A tab of a project in which something may happen, on a clock of its own. */
function tab(projectId: string) {
  const clock = standingClock('2026-11-23T08:00:00.000000Z');
  const payloads = memoryPayloadStore();
  const { client, read } = meteredClient();
  const readTransition = keptTransitions(entryReader(client, tables.alarms, 'eventual'), clock);
  const reads = { clock, readTransition };
  const log = dynamoProjectEvents(client, events, {
    clock,
    payloads,
    storage: '{}',
    consistency: 'eventual',
  });
  const app = consoleApp({
    ...dynamoTimelines(client, tables, reads),
    authenticator: { byToken: async () => ({ userId: 'u', projectId, roles: ['reader'] }) },
    clock,
    events: log && eventTimeline(log),
    ids: nodeIds,
    log: silentLog,
    payloads,
    records: dynamoConsoleRecords(client, tables, reads),
    settings: { publicUrl },
  });
  let cursor: string | undefined;
  let authenticated = clock.now();
  return {
    clock,
    /** One poll, and what AWS bills for it. */
    poll: async () => {
      read.units = 0;
      read.requests.length = 0;
      const query = cursor === undefined ? '' : `?after=${cursor}`;
      const response = await app.request(`/taibai/v1/activity${query}`, {
        headers: { 'x-auth-token': 't', 'accept-encoding': 'gzip, br' },
      });
      const sent = Buffer.from(await response.arrayBuffer());
      const { items, next } = JSON.parse(gunzipSync(sent).toString());
      cursor = next;
      const milliseconds = billedMilliseconds(
        { processor: processorMilliseconds, waiting: waitingMilliseconds(read.requests) },
        memoryMegabytes,
      );
      const isReadAgain = after(authenticated, revocationSeconds) <= clock.now();
      if (isReadAgain) authenticated = clock.now();
      const units = read.units + (isReadAgain ? 1 : 0);
      const dollars =
        dollarsFor('http-api', 1) +
        dollarsFor('lambda-request', 1) +
        dollarsFor('lambda-duration', gigabyteSeconds(milliseconds, memoryMegabytes)) +
        dollarsFor('dynamodb-read', units) +
        dollarsFor('log-ingestion', loggedBytes) +
        dollarsFor('data-out', sent.length + headerBytes);
      return { items: items.length, units, bytes: sent.length, milliseconds, dollars };
    },
  };
}

/** What follows from an event that fires an alarm with two actions: a function runs, and somebody is told. */
async function chain(clock: ReturnType<typeof standingClock>, projectId: string) {
  const client = documentClient();
  const alarm = anAlarm({ id: nodeIds.random(), projectId });
  const alarmId = alarm.id;
  await dynamoAlarmStore(client, tables.alarms).create(alarm, aChange(alarm));
  const functionId = nodeIds.random();
  await rowStore(client, tables.functions, functionRows).add(projectId, functionId, {
    id: functionId,
    projectId,
    name: 'a function',
  });
  const stores = dynamoEventStores(client, events, { clock, payloads: memoryPayloadStore() });
  const transitions = dynamoTransitionStore(client, tables.alarms, clock);
  const deliveries = dynamoDeliveryStore(client, tables.alarms);
  const { executions } = dynamoExecutionStores(client, tables.executions, {
    clock,
    retentionDays: 30,
  });
  return async () => {
    const at = clock.now();
    const [acceptance, messageId, id] = [
      nodeIds.ordered(at),
      nodeIds.random(),
      nodeIds.ordered(at),
    ];
    const traits = Array.from({ length: 19 }, (_, count) => [
      `trait_${count}`,
      1,
      nodeIds.random(),
    ]);
    const body = { message_id: messageId, event_type: 'compute.instance.update', traits, raw: {} };
    const transition: Transition = {
      id,
      alarmId,
      projectId,
      arming: 1,
      trigger: { kind: 'event', messageId, acceptanceId: acceptance },
      alarmName: 'a name of usual length',
      severity: 'low',
      from: 'ok',
      to: 'alarm',
      reason: `Event ${JSON.stringify(body)} hits the query.`.slice(0, 1000),
      actions: [
        `${publicUrl}/v1/webhooks/${nodeIds.random()}/invoke`,
        'https://receiver.example/a/hook',
      ],
      at,
    };
    const execution = newExecution({
      id: executionId({ ids: nodeIds }, id, 0),
      projectId,
      functionId,
      functionVersion: 0,
      functionAlias: null,
      description: null,
      input: { text: JSON.stringify(body) },
      positional: false,
      sync: false,
      createdAt: at,
    });
    const delivery = newDelivery(
      {
        id: deliveryId({ ids: nodeIds }, id, 1),
        projectId,
        alarmId,
        firingId: id,
        position: 1,
        url: 'https://receiver.example/a/hook',
        body: { text: JSON.stringify({ reason: transition.reason, reason_data: body }) },
      },
      at,
    );
    await Promise.all([
      stores.eventLog.store([
        {
          projectId,
          at,
          acceptance,
          messageId,
          eventType: body.event_type,
          generated: at,
          body: { kind: 'text', text: JSON.stringify(body) },
          expiresAt: after(at, 7 * 86_400),
        },
      ]),
      transitions.commit(transition),
      executions.create({ ...execution, status: 'success', updatedAt: after(at, 1) }),
      deliveries.put({ ...delivery, state: 'delivered', version: 1, updatedAt: after(at, 1) }),
    ]);
  };
}

/** What a working day costs, by the average of ten minutes, when something happens every so many seconds. */
async function dayOf(everySeconds: number) {
  const projectId = nodeIds.random();
  const { clock, poll } = tab(projectId);
  const happen = await chain(clock, projectId);
  const polls: Awaited<ReturnType<typeof poll>>[] = [];
  await poll();
  let pace = firstPace;
  let nextEvent = everySeconds;
  let now = 0;
  const [warmUp, measured] = [120, 240];
  // oxlint-disable no-await-in-loop -- one after the other, as time passes
  while (now < warmUp + measured) {
    const at = now + pace / 1000;
    while (nextEvent <= at) {
      clock.advance(nextEvent - now);
      now = nextEvent;
      await happen();
      nextEvent += everySeconds;
    }
    clock.advance(at - now);
    now = at;
    const polled = await poll();
    pace = nextPace(pace, polled.items > 0);
    if (now > warmUp) polls.push(polled);
  }
  // oxlint-enable no-await-in-loop
  const mean = (of: (each: (typeof polls)[number]) => number): number =>
    polls.reduce((sum, each) => sum + of(each), 0) / polls.length;
  const perDay = (polls.length * daySeconds) / measured;
  const figures = {
    polls: Math.round(perDay),
    units: mean(({ units }) => units).toFixed(1),
    bytes: Math.round(mean(({ bytes }) => bytes)),
    milliseconds: Math.round(mean(({ milliseconds }) => milliseconds)),
    dollars: mean(({ dollars }) => dollars) * perDay,
  };
  console.log(`something every ${everySeconds} s: ${JSON.stringify(figures)}`);
  return figures;
}

test('a working day costs at most $0.03 in a tab, also if something happens every two seconds', async () => {
  const quiet = await dayOf(Number.POSITIVE_INFINITY);
  const busy = await dayOf(2);
  const spells = await dayOf(15);
  expect(quiet.dollars).toBeLessThan(0.01);
  expect(busy.dollars).toBeLessThan(0.03);
  expect(spells.dollars).toBeLessThan(0.03);
});
