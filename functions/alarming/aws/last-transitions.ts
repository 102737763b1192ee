import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { newestFirst, type Row } from '../../platform/aws/dynamo.ts';
import { keyOf, rowReader } from '../../platform/aws/row-reader.ts';
import { groupBy } from '../../platform/core/group-by.ts';
import type { Alarm } from '../core/alarm.ts';
import type { Transition } from '../core/decision/transition.ts';
import { changeOf, historyPartition } from './history-rows.ts';
import { recordKeyOf, transitionOf } from './transition-rows.ts';

/** How many of a partition's newest entries are looked at: one request, of about 100 kB. */
const examinedEntries = 500;
/** A list over all projects reads so many partitions at most; a project has 16. */
const maximumPartitions = 64;
/** The newest entry may be void: one whose transition was not committed. */
const entriesTried = 3;

/** The last transitions of alarms, by their ids, as far as they are among the newest entries of their partitions. */
export async function lastTransitions(
  client: DynamoDBDocumentClient,
  table: string,
  alarms: readonly Pick<Alarm, 'projectId' | 'id'>[],
): Promise<ReadonlyMap<string, Transition>> {
  const readRow = rowReader(client, table);
  const byPartition = groupBy(alarms, ({ projectId, id }) => historyPartition(projectId, id));
  const found = new Map<string, Transition>();

  async function lookUp(alarmId: string, entries: readonly Row[]): Promise<void> {
    for (const entry of entries.slice(0, entriesTried)) {
      // oxlint-disable-next-line no-await-in-loop -- the next entry only if this one is void
      const record = await readRow(recordKeyOf(entry));
      const transition = record && transitionOf(record);
      if (transition?.id === keyOf(entry).sk) return void found.set(alarmId, transition);
    }
  }

  await Promise.all(
    [...byPartition].slice(0, maximumPartitions).map(async ([pk, wanted]) => {
      const { Items: rows = [] } = await client.send(
        new QueryCommand({ ...newestFirst(table, pk, undefined), Limit: examinedEntries }),
      );
      const transitions = groupBy(
        rows.filter((row) => changeOf(row) === undefined),
        (row) => row['alarmId'],
      );
      await Promise.all(wanted.map(({ id }) => lookUp(id, transitions.get(id) ?? [])));
    }),
  );
  return found;
}
