import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deliveryPartition, deliverySummaryIn } from '../../alarming/aws/delivery-store.ts';
import { historyPartition, historyPartitions } from '../../alarming/aws/history-rows.ts';
import { idleHitOf, idleHitPartitions } from '../../alarming/aws/hit-rows.ts';
import type { ReadTransition } from '../../alarming/aws/entry-reader.ts';
import type { Transition } from '../../alarming/core/decision/transition.ts';
import { executionPartition, isShown, summaryOf } from '../../engine/aws/execution-rows.ts';
import { isUnexpired, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { keyOf } from '../../platform/aws/row-reader.ts';
import { sortedRows } from '../../platform/aws/sorted-rows.ts';
import { inChunks, merged } from '../../platform/core/merged.ts';
import { earliestId } from '../../platform/core/ordered-id.ts';
import { byCodePoint } from '../../platform/core/python-json.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ConsolePorts } from '../ports.ts';
import type { KeysBetween, Timeline } from '../timeline-ports.ts';

interface RowsByTime<Entity> {
  readonly partitions: (projectId: string) => readonly string[];
  /** What rows hold, in their order; a row may hold nothing that is shown. */
  readonly entitiesIn: (rows: readonly Row[]) => Promise<readonly Entity[]>;
}

/** Ids that begin with the time are hexadecimal. */
const [lowest, highest] = ['0', '~'];

/** Rows that are read together by what they refer to. */
const chunkRows = 50;

/** Rows whose sort key begins with the time, in one partition or several. */
const timeline =
  (client: DynamoDBDocumentClient, table: string) =>
  <Entity extends { readonly id: string }>({
    partitions,
    entitiesIn,
  }: RowsByTime<Entity>): Timeline<Entity> => ({
    keyOf: ({ id }) => id,
    keyAt: earliestId,
    async *read(projectId, keys) {
      const rows = rowsBetween(client, table, partitions(projectId), keys);
      for await (const chunk of inChunks(rows, chunkRows)) {
        const end = chunk.at(-1);
        if (end) yield { rows: await entitiesIn(chunk), count: chunk.length, last: keyOf(end).sk };
      }
    },
  });

async function* rowsBetween(
  client: DynamoDBDocumentClient,
  table: string,
  partitions: readonly string[],
  { after, before, backwards, expected }: KeysBetween,
): AsyncGenerator<Row> {
  const sign = backwards ? -1 : 1;
  const sequences = partitions.map((partition) =>
    sortedRows(client, {
      table,
      partition,
      range: { low: after || lowest, high: before ?? highest },
      backwards,
      // Some more than its share, because partitions are not equally full.
      expected: Math.ceil((1.3 * expected) / partitions.length) + 5,
    }),
  );
  const byKey = (left: Row, right: Row) => sign * byCodePoint(keyOf(left).sk, keyOf(right).sk);
  for await (const row of merged(sequences, byKey)) {
    const { sk } = keyOf(row);
    if (sk !== after && sk !== before) yield row;
  }
}

/** What the console lists by time, in the tables of the services. */
export function dynamoTimelines(
  client: DynamoDBDocumentClient,
  tables: { readonly alarms: string; readonly executions: string },
  { clock, readTransition }: { readonly clock: Clock; readonly readTransition: ReadTransition },
): Pick<
  ConsolePorts,
  'deliveries' | 'executions' | 'idleHits' | 'transitions' | 'transitionsNear'
> {
  const ofAlarms = timeline(client, tables.alarms);
  const unexpired = (rows: readonly Row[]) => rows.filter((row) => isUnexpired(row, clock.now()));
  // Other entries of the history are changes of alarms; one without its record is void.
  const transitionsIn = async (rows: readonly Row[]): Promise<readonly Transition[]> => {
    const entries = unexpired(rows).filter((row) => row['record'] !== undefined);
    const found = await Promise.all(entries.map(readTransition));
    return found.filter((each) => each !== undefined);
  };
  return {
    executions: timeline(
      client,
      tables.executions,
    )({
      partitions: (projectId) => [executionPartition(projectId)],
      entitiesIn: async (rows) =>
        rows.filter((row) => isShown(row, secondsOf(clock.now()))).map(summaryOf),
    }),
    deliveries: ofAlarms({
      partitions: (projectId) => [deliveryPartition(projectId)],
      entitiesIn: async (rows) => unexpired(rows).map(deliverySummaryIn),
    }),
    idleHits: ofAlarms({
      partitions: idleHitPartitions,
      entitiesIn: async (rows) => unexpired(rows).map(idleHitOf),
    }),
    transitions: ofAlarms({ partitions: historyPartitions, entitiesIn: transitionsIn }),
    transitionsNear: (alarmId) =>
      ofAlarms({
        partitions: (projectId) => [historyPartition(projectId, alarmId)],
        entitiesIn: transitionsIn,
      }),
  };
}
