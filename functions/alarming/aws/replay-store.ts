import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact } from '../../platform/aws/conditional-write.ts';
import { dueAt } from '../../platform/aws/due-keys.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import { entityOf, isUnexpired, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { Clock } from '../../platform/ports.ts';
import { type Replay, type ReplayKey, replayExpiry } from '../core/replay/replay.ts';
import type { DueReplays, ReplayStore } from '../stored-event-ports.ts';
import { newestRows } from './newest-rows.ts';
import { dynamoReplayCopies } from './replay-copies.ts';
import { putVersion } from './versioned-put.ts';

const suffix = '#replay';
const partition = (projectId: string): string => `P#${projectId}${suffix}`;
/** Rows that lead to replays by time, since the ids of replays do not begin with it. */
const listPartition = (projectId: string): string => `P#${projectId}#replays`;
const duePrefix = 'replay-';
const place = ({ createdAt, id }: Replay): string => `${createdAt}#${id}`;

function rowOf(replay: Replay): Row {
  const { projectId, id, ...rest } = replay;
  return {
    pk: partition(projectId),
    sk: id,
    v: 1,
    replay: rest,
    ttl: secondsOf(replayExpiry(replay)),
    ...(replay.dueAt !== null && dueAt(id, replay.dueAt, duePrefix)),
  };
}

function replayIn(row: Row): Replay {
  const { pk, sk, replay } = entityOf<{
    pk: string;
    sk: string;
    replay: Omit<Replay, 'projectId' | 'id'>;
  }>(row);
  return { ...replay, projectId: pk.slice('P#'.length, -suffix.length), id: sk };
}

export const dynamoDueReplays = (client: DynamoDBDocumentClient, table: string): DueReplays =>
  dynamoDueRows<ReplayKey>(client, table, {
    keyIn: ({ pk, sk }) => ({ projectId: pk.slice('P#'.length, -suffix.length), id: sk }),
    prefix: duePrefix,
  });

/** Replays in the table of alarms. */
export function dynamoReplays(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): ReplayStore {
  const read = rowReader(client, table);

  const get: ReplayStore['get'] = async (projectId, id) => {
    const row = await read({ pk: partition(projectId), sk: id });
    return row && isUnexpired(row, clock.now()) ? replayIn(row) : undefined;
  };

  const create: ReplayStore['create'] = async (replay) => {
    const row = rowOf(replay);
    const entry = {
      pk: listPartition(replay.projectId),
      sk: place(replay),
      v: 1,
      replayId: replay.id,
      ttl: row['ttl'],
    };
    const written = await transact(client, [
      {
        Put: {
          TableName: table,
          Item: row,
          // DynamoDB deletes expired rows late.
          ConditionExpression: 'attribute_not_exists(pk) OR #ttl <= :now',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':now': secondsOf(clock.now()) },
        },
      },
      { Put: { TableName: table, Item: entry } },
    ]);
    if (written.kind === 'committed') return undefined;
    // A row that has expired since it was found is written over.
    return (await get(replay.projectId, replay.id)) ?? create(replay);
  };

  return {
    ...dynamoReplayCopies(client, table),
    get,
    create,

    async list(projectId, limit, after) {
      const rows = await newestRows(client, table, {
        partitions: [listPartition(projectId)],
        limit,
        before: after && place(after),
        isWanted: (row) => isUnexpired(row, clock.now()),
      });
      const ids = rows.map((row) => entityOf<{ replayId: string }>(row).replayId);
      const found = await Promise.all(ids.map((id) => get(projectId, id)));
      return found.filter((each) => each !== undefined);
    },

    put: (replay) =>
      putVersion(client, table, {
        row: rowOf(replay),
        attribute: 'replay',
        version: replay.version,
      }),
  };
}
