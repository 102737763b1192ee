import { beforeAll, describe, expect, test } from 'vitest';
import { dynamoDeliveryStore } from '../../../functions/alarming/aws/delivery-store.ts';
import { changeRow } from '../../../functions/alarming/aws/history-rows.ts';
import { dynamoHitRecords } from '../../../functions/alarming/aws/hit-records.ts';
import { entryReader } from '../../../functions/alarming/aws/entry-reader.ts';
import { dynamoTransitionStore } from '../../../functions/alarming/aws/transition-store.ts';
import type { Transition } from '../../../functions/alarming/core/decision/transition.ts';
import { newDelivery } from '../../../functions/alarming/core/delivery/delivery.ts';
import { take } from '../../../functions/console/app/list-page.ts';
import { dynamoConsoleRecords } from '../../../functions/console/aws/console-records.ts';
import { eventTimeline } from '../../../functions/console/aws/event-timeline.ts';
import { keptTransitions } from '../../../functions/console/aws/kept-transitions.ts';
import { dynamoTimelines } from '../../../functions/console/aws/timelines.ts';
import type { KeysBetween, Timeline } from '../../../functions/console/timeline-ports.ts';
import { byGenerated, byMessage, byKind } from '../../../functions/contract/tables.ts';
import { dynamoExecutionStores } from '../../../functions/engine/aws/execution-stores.ts';
import { newExecution } from '../../../functions/engine/core/executions/execution.ts';
import { projectEvents } from '../../../functions/events/app/log/project-events.ts';
import { dynamoEventStores } from '../../../functions/events/aws/log/event-stores.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { inserting, statementWriter } from '../../../functions/platform/aws/statement-writer.ts';
import { after, instantOf } from '../../../functions/platform/core/instant.ts';
import { systemClock } from '../../../functions/platform/node/clock.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { createTable } from '../../support/table.ts';

const client = documentClient();
const begun = Date.now() - 100_000;
const at = (second: number) => instantOf(begun + second * 1000);

let tables: { alarms: string; executions: string; functions: string };
let events: string;

beforeAll(async () => {
  const alarms = await createTable(client);
  tables = { alarms, executions: await createTable(client, []), functions: alarms };
  events = await createTable(client, [byGenerated, byMessage, byKind]);
});

const reads = () => ({
  clock: systemClock,
  readTransition: keptTransitions(entryReader(client, tables.alarms, 'eventual'), systemClock),
});
const timelines = () => dynamoTimelines(client, tables, reads());
const records = () => dynamoConsoleRecords(client, tables, reads());

/** As many rows as are expected. */
const first = async <Row>(timeline: Timeline<Row>, projectId: string, keys: KeysBetween) =>
  (await take(timeline, { projectId, keys }, { rows: keys.expected, looks: 1000 })).rows;

/** Every page of two, newest first, and then oldest first. */
async function walked<Row>(timeline: Timeline<Row>, projectId: string): Promise<readonly string[]> {
  const walk = async (backwards: boolean): Promise<readonly string[]> => {
    const keys: string[] = [];
    for (;;) {
      const last = keys.at(-1);
      const from = last === undefined ? {} : backwards ? { before: last } : { after: last };
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const page = await first(timeline, projectId, { ...from, backwards, expected: 2 });
      keys.push(...page.map((row) => timeline.keyOf(row)));
      if (page.length < 2) return keys;
    }
  };
  const down = await walk(true);
  expect(await walk(false)).toEqual(down.toReversed());
  return down;
}

const transitionOf = (second: number, over: Partial<Transition> = {}): Transition => ({
  id: nodeIds.ordered(at(second)),
  alarmId: nodeIds.random(),
  projectId: 'p1',
  arming: 1,
  trigger: { kind: 'event', messageId: `m${second}`, acceptanceId: `x${second}` },
  alarmName: 'a',
  severity: 'low',
  from: 'ok',
  to: 'alarm',
  reason: 'because',
  actions: [],
  at: at(second),
  ...over,
});

describe('a list by time, as the services write its rows,', () => {
  test('has the executions of a project, without their texts', async () => {
    const { executions } = dynamoExecutionStores(client, tables.executions, {
      clock: systemClock,
      retentionDays: 30,
    });
    const ids: string[] = [];
    for (let second = 0; second < 7; second += 1) {
      const execution = newExecution({
        id: nodeIds.ordered(at(second)),
        projectId: second === 3 ? 'p2' : 'p1',
        functionId: 'f',
        functionVersion: 0,
        functionAlias: null,
        description: null,
        input: { text: 'x'.repeat(1000) },
        positional: false,
        sync: false,
        createdAt: at(second),
      });
      // oxlint-disable-next-line no-await-in-loop -- in order
      await executions.create(execution);
      if (second !== 3) ids.unshift(execution.id);
    }
    expect(await walked(timelines().executions, 'p1')).toEqual(ids);
    const [row] = await first(timelines().executions, 'p1', { backwards: true, expected: 1 });
    expect(row).not.toHaveProperty('input');
    expect(await records().execution('p1', ids[0] ?? '')).toEqual(row);
    expect(await records().execution('p2', ids[0] ?? '')).toBeUndefined();
  });

  test('has the deliveries of a project, without their bodies', async () => {
    const deliveries = dynamoDeliveryStore(client, tables.alarms);
    const ids: string[] = [];
    for (let second = 0; second < 5; second += 1) {
      const delivery = newDelivery(
        {
          id: nodeIds.ordered(at(second)),
          projectId: 'p1',
          alarmId: 'a1',
          firingId: nodeIds.ordered(at(second)),
          position: 0,
          url: 'https://receiver.example',
          body: { text: 'x'.repeat(second * 2000) },
        },
        at(second),
      );
      // oxlint-disable-next-line no-await-in-loop -- in order
      await deliveries.put({ ...delivery, version: 1 });
      ids.unshift(delivery.id);
    }
    expect(await walked(timelines().deliveries, 'p1')).toEqual(ids);
    expect(await walked(timelines().deliveries, 'p2')).toEqual([]);
    const whole = await records().wholeDelivery('p1', ids[0] ?? '');
    expect(whole?.body).toEqual({ text: 'x'.repeat(8000) });
    expect(await records().delivery('p1', ids[0] ?? '')).not.toHaveProperty('body');
  });

  test('has the firings of all alarms of a project in one order, and the hits without effect', async () => {
    const transitions = dynamoTransitionStore(client, tables.alarms);
    const hits = dynamoHitRecords(client, tables.alarms);
    const [fired, idle]: [string[], string[]] = [[], []];
    for (let second = 0; second < 9; second += 1) {
      const transition = transitionOf(second);
      // oxlint-disable-next-line no-await-in-loop -- in order
      expect(await transitions.commit(transition)).toBe('stored');
      fired.unshift(transition.id);
      const { id: _id, ...hit } = transition;
      const idleHit = {
        projectId: 'p1',
        alarmId: hit.alarmId,
        messageId: 'other',
        acceptanceId: 'x',
        arming: 1,
        reason: { kind: 'in-alarm' },
        at: at(second),
        id: nodeIds.ordered(at(second)),
      } as const;
      // oxlint-disable-next-line no-await-in-loop -- in order
      await hits.addIdle(idleHit);
      idle.unshift(idleHit.id);
    }
    expect(await walked(timelines().transitions, 'p1')).toEqual(fired);
    expect(await walked(timelines().idleHits, 'p1')).toEqual(idle);
    const found = await records().hitsOf('p1', 'm4');
    expect(found.firings.map(({ id }) => id)).toEqual([fired[4]]);
  });

  test('of one alarm is read in its partition alone, and a page reads as much as it looks at', async () => {
    const transitions = dynamoTransitionStore(client, tables.alarms);
    const fired = transitionOf(-50, { projectId: 'p3' });
    await transitions.commit(fired);
    const changes = Array.from({ length: 400 }, (_, count) => ({
      ...changeRow(
        {
          eventId: nodeIds.ordered(at(-40 + count / 100)),
          alarmId: fired.alarmId,
          onBehalfOf: 'p3',
          projectId: 'p3',
          userId: 'u1',
          type: 'rule change',
          detail: '{}',
          at: at(0),
          severity: 'low',
        },
        at(0),
      ),
    }));
    const write = statementWriter(client);
    await Promise.all(changes.map((row) => write(inserting(tables.alarms, row))));
    const page = (looks: number) =>
      take(
        timelines().transitionsNear(fired.alarmId),
        { projectId: 'p3', keys: { backwards: true, expected: 20 } },
        { rows: 20, looks },
      );
    const bounded = await page(100);
    expect(bounded).toMatchObject({ rows: [], isEnd: false, looks: 100 });
    const whole = await page(1000);
    expect(whole).toMatchObject({ rows: [{ id: fired.id }], isEnd: true, looks: 401 });
    expect(
      (await first(timelines().transitions, 'p3', { backwards: true, expected: 1 })).map(
        ({ id }) => id,
      ),
    ).toEqual([fired.id]);
  });

  test('has the events of a project by when they were accepted, without what it deleted', async () => {
    const stores = dynamoEventStores(client, events, {
      clock: systemClock,
      payloads: memoryPayloadStore(),
    });
    const log = eventTimeline(projectEvents({ keptDays: 7, ...stores }));
    const keys: string[] = [];
    for (let second = 0; second < 9; second += 1) {
      const acceptance = nodeIds.ordered(at(second));
      // oxlint-disable-next-line no-await-in-loop -- in order
      await stores.eventLog.store([
        {
          projectId: 'p1',
          at: at(second),
          acceptance,
          messageId: `m${second}`,
          eventType: 't',
          generated: at(100 - second),
          body: { kind: 'text', text: '{}' },
          expiresAt: after(at(second), 86_400),
        },
      ]);
      keys.unshift(`${at(second)}#${acceptance}`);
    }
    expect(await walked(log, 'p1')).toEqual(keys);
    await stores.erasures.begin({ projectId: 'p1', until: at(4) }, at(4));
    expect(await walked(log, 'p1')).toEqual(keys.slice(0, 4));
    const since = { after: log.keyAt(at(7)), backwards: false, expected: 9 };
    expect((await first(log, 'p1', since)).map((each) => log.keyOf(each))).toEqual(
      keys.slice(0, 2).toReversed(),
    );
  });
});
