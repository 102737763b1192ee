import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { newestFirst, type Row } from '../../platform/aws/dynamo.ts';
import { keyOf, rowReader } from '../../platform/aws/row-reader.ts';
import { groupBy } from '../../platform/core/group-by.ts';
import type { Alarm } from '../core/alarm.ts';
import type { Firing } from '../core/decision/firing.ts';
import { changeOf, firingOf, historyPartition, recordKeyOf } from './history-rows.ts';

/** How many of a partition's newest entries are looked at: one request, of about 100 kB. */
const examinedEntries = 500;
/** A list over all projects reads so many partitions at most; a project has 16. */
const maximumPartitions = 64;
/** The newest entry may be void: one whose firing was not committed. */
const entriesTried = 3;

/** The last firings of alarms, by their ids, as far as they are among the newest entries of their partitions. */
export async function lastFirings(
  client: DynamoDBDocumentClient,
  table: string,
  alarms: readonly Pick<Alarm, 'projectId' | 'id'>[],
): Promise<ReadonlyMap<string, Firing>> {
  const readRow = rowReader(client, table);
  const byPartition = groupBy(alarms, ({ projectId, id }) => historyPartition(projectId, id));
  const found = new Map<string, Firing>();

  async function lookUp(alarmId: string, entries: readonly Row[]): Promise<void> {
    for (const entry of entries.slice(0, entriesTried)) {
      // oxlint-disable-next-line no-await-in-loop -- the next entry only if this one is void
      const record = await readRow(recordKeyOf(entry));
      const firing = record && firingOf(record);
      if (firing?.id === keyOf(entry).sk) return void found.set(alarmId, firing);
    }
  }

  await Promise.all(
    [...byPartition].slice(0, maximumPartitions).map(async ([pk, wanted]) => {
      const { Items: rows = [] } = await client.send(
        new QueryCommand({ ...newestFirst(table, pk, undefined), Limit: examinedEntries }),
      );
      const firings = groupBy(
        rows.filter((row) => changeOf(row) === undefined),
        (row) => row['alarmId'],
      );
      await Promise.all(wanted.map(({ id }) => lookUp(id, firings.get(id) ?? [])));
    }),
  );
  return found;
}
