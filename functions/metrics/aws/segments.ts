import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { conditionally, writesIf } from '../../platform/aws/conditional-write.ts';
import { entityOf, queryAll, type Row } from '../../platform/aws/dynamo.ts';
import { keyOf } from '../../platform/aws/row-reader.ts';
import type { ArchiveStore, Segment, SegmentRange } from '../measure-ports.ts';
import type { Blob, Blobs } from './blobs.ts';
import { segmentIndex, segmentKey, segmentsOfLane } from './measure-keys.ts';
import { partitionPages } from './rows.ts';
import { columnsIn, segmentFile } from './segment-file.ts';

interface SegmentRow {
  readonly file: Blob;
}
const fileOf = (row: Row): Blob => entityOf<SegmentRow>(row).file;

const attempts = 5;
/** Files that are read at the same time: each may be a few megabytes. */
const filesAtOnce = 8;

export function dynamoSegments(
  client: DynamoDBDocumentClient,
  table: string,
  blobs: Blobs,
): Pick<ArchiveStore, 'segments' | 'seal' | 'forget' | 'forgetAll'> {
  const rowsOf = ({ laneId, granularity, first, last }: SegmentRange): Promise<readonly Row[]> => {
    const from = segmentKey(laneId, granularity, Math.max(0, first));
    return first > last
      ? Promise.resolve([])
      : queryAll(client, {
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': from.pk,
            ':from': from.sk,
            ':to': segmentKey(laneId, granularity, last).sk,
          },
        });
  };

  /** Undefined if one of the files has been replaced since the rows were read. */
  const filesOf = async (
    rows: readonly Row[],
    names: readonly string[] | 'all',
  ): Promise<readonly Segment[] | undefined> => {
    const segments: Segment[] = [];
    for (let next = 0; next < rows.length; next += filesAtOnce) {
      const some = rows.slice(next, next + filesAtOnce);
      // oxlint-disable-next-line no-await-in-loop -- a bounded number at a time
      const files = await Promise.all(some.map((row) => blobs.load(fileOf(row))));
      for (const [i, row] of some.entries()) {
        const file = files[i];
        if (!file) return undefined;
        segments.push({ index: segmentIndex(keyOf(row)), columns: columnsIn(file, names) });
      }
    }
    return segments;
  };

  return {
    async segments(range, names) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        // oxlint-disable-next-line no-await-in-loop -- the next attempt reads what replaced this one
        const segments = await filesOf(await rowsOf(range), names);
        if (segments) return segments;
      }
      throw new Error('segments of a lane were replaced each time that they were read');
    },

    async seal({ laneId, granularity }, { index, columns }, generation) {
      const owner = `${laneId}/${granularity}/${index}`;
      const file = await blobs.store(owner, segmentFile(columns));
      const put: PutCommandInput = {
        TableName: table,
        Item: { v: 1, ...segmentKey(laneId, granularity, index), generation, file },
        ConditionExpression: 'attribute_not_exists(pk) OR generation <= :generation',
        ExpressionAttributeValues: { ':generation': generation },
        ReturnValues: 'ALL_OLD',
      };
      const written = await conditionally(() => client.send(new PutCommand(put)));
      if (written.kind === 'unmet') return;
      const before = written.answer.Attributes && fileOf(written.answer.Attributes);
      if (before && !(isObject(before) && isObject(file) && before.key === file.key))
        await blobs.remove(before);
    },

    async forget(range) {
      for (const row of await rowsOf(range)) {
        // oxlint-disable-next-line no-await-in-loop -- few, and nobody waits for it
        await client.send(new DeleteCommand({ TableName: table, Key: keyOf(row) }));
        // oxlint-disable-next-line no-await-in-loop -- as above
        await blobs.remove(fileOf(row));
      }
    },

    async forgetAll(laneId, generation) {
      for await (const rows of partitionPages(client, table, segmentsOfLane(laneId)))
        for (const row of rows) {
          const remove = new DeleteCommand({
            TableName: table,
            Key: keyOf(row),
            ConditionExpression: 'generation <= :generation',
            ExpressionAttributeValues: { ':generation': generation },
          });
          // oxlint-disable-next-line no-await-in-loop -- rare, and nobody waits for it
          if (await writesIf(() => client.send(remove))) await blobs.remove(fileOf(row));
        }
    },
  };
}

const isObject = (blob: Blob): blob is Extract<Blob, { kind: 'object' }> => blob.kind === 'object';
