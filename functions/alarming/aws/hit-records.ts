import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isUnexpired, type Row } from '../../platform/aws/dynamo.ts';
import { keyOf, type RowReader, rowReader } from '../../platform/aws/row-reader.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';
import { byKind } from '../../contract/tables.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import type { HitRecorder, HitRecords } from '../ports.ts';
import { idleHitOf, idleHitPartitions, idleHitRow, messageKind } from './hit-rows.ts';
import { newestRows } from './newest-rows.ts';
import { type ReadTransition, entryReader } from './entry-reader.ts';

/** Hits without effect are rows of their own; those with one are the history entries of their firings. */
export function dynamoHitRecords(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): HitRecorder & HitRecords {
  const write = statementWriter(client);
  return {
    ...hitReader(client, table, clock),
    async addIdle(hit) {
      await write(inserting(table, idleHitRow(hit, clock.now())));
    },
  };
}

/** How rows are read; by default, consistently. */
export interface HitReads {
  readonly readRow?: RowReader;
  readonly readTransition?: ReadTransition;
}

/** Only reads: for Lambdas that may not insert. */
export function hitReader(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
  {
    readRow = rowReader(client, table),
    readTransition = entryReader(client, table),
  }: HitReads = {},
): HitRecords {
  return {
    async listIdle(projectId, page) {
      const now = clock.now();
      const isWanted = (row: Row) => isUnexpired(row, now);
      const partitions = idleHitPartitions(projectId);
      return (await newestRows(client, table, { ...page, partitions, isWanted })).map(idleHitOf);
    },

    async ofMessage(projectId, messageId, limit) {
      const now = clock.now();
      const { Items: keys = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: byKind.name,
          KeyConditionExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': messageKind(projectId, messageId) },
          Limit: limit,
        }),
      );
      const found = await Promise.all(keys.map((key) => readRow(keyOf(key))));
      const rows = found.filter((row) => row !== undefined).filter((row) => isUnexpired(row, now));
      const entries = rows.filter((row) => row['record'] !== undefined);
      const firings = await Promise.all(entries.map(readTransition));
      return {
        firings: firings.filter((firing) => firing !== undefined),
        idle: rows.filter((row) => row['hit'] !== undefined).map(idleHitOf),
      };
    },
  };
}
