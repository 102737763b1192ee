import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionally, writesIf } from '../../platform/aws/conditional-write.ts';
import { dueAt as dueAttributes } from '../../platform/aws/due-keys.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { tailArchives, tailBytes } from '../core/storage/columns.ts';
import type { ArchiveStore, LaneArchives } from '../measure-ports.ts';
import { type Blob, type Blobs, s3Blobs } from './blobs.ts';
import { archivesKey, laneOfKey } from './measure-keys.ts';
import { laneBurial } from './lane-burial.ts';
import { dynamoSegments } from './segments.ts';

interface ArchivesRow {
  readonly generation: number;
  readonly compactedAt: Instant;
  readonly watermark?: string;
  readonly tail?: Blob;
  readonly deadSince?: Instant;
}

/** A tail is replaced while it is read only as often as its lane is compacted. */
const attempts = 5;

export function dynamoArchiveStore(
  client: DynamoDBDocumentClient,
  table: string,
  objects: { readonly client: S3Client; readonly bucket: string },
): ArchiveStore {
  const blobs = s3Blobs(objects.client, objects.bucket);
  const readRow = rowReader(client, table);
  const due = dynamoDueRows(client, table, { keyIn: laneOfKey });

  const read = async (laneId: string): Promise<LaneArchives> => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      // oxlint-disable-next-line no-await-in-loop -- the next attempt reads what replaced this one
      const row = await readRow(archivesKey(laneId));
      if (!row) return nothing;
      // oxlint-disable-next-line no-await-in-loop -- as above
      const archives = await archivesIn(blobs, entityOf<ArchivesRow>(row));
      if (archives) return archives;
    }
    throw new Error('the tail of a lane was replaced each time that it was read');
  };

  return {
    ...due,
    ...dynamoSegments(client, table, blobs),
    ...laneBurial(client, table),
    read,

    async open(laneId, at) {
      await writesIf(() =>
        client.send(
          new PutCommand({
            TableName: table,
            Item: {
              v: 1,
              ...archivesKey(laneId),
              generation: 0,
              compactedAt: at,
              ...dueAttributes(laneId, at),
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },

    async hasten(laneId, at) {
      await writesIf(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: archivesKey(laneId),
            UpdateExpression: 'SET dueAt = :at',
            ConditionExpression: 'dueAt > :at',
            ExpressionAttributeValues: { ':at': at },
          }),
        ),
      );
    },

    async begin(laneId, now, until) {
      const written = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: archivesKey(laneId),
            UpdateExpression: 'SET leaseUntil = :until ADD generation :one',
            ConditionExpression:
              'attribute_exists(pk) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)',
            ExpressionAttributeValues: { ':until': until, ':now': now, ':one': 1 },
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      if (written.kind === 'unmet') return undefined;
      const row = entityOf<ArchivesRow>(written.answer.Attributes ?? {});
      const archives = await archivesIn(blobs, row);
      return archives && { generation: row.generation, archives };
    },

    async commit(laneId, { generation }, { watermark, tail, compactedAt, deadSince, dueAt }) {
      const stored = await blobs.store(`${laneId}/tail`, deflateRawSync(tailBytes(tail)));
      const set = [
        'tail = :tail, compactedAt = :at, dueAt = :due',
        ...(watermark === undefined ? [] : ['watermark = :watermark']),
        ...(deadSince === undefined ? [] : ['deadSince = :dead']),
      ];
      const written = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: archivesKey(laneId),
            UpdateExpression: `SET ${set.join(', ')} REMOVE leaseUntil${deadSince === undefined ? ', deadSince' : ''}`,
            ConditionExpression: 'generation = :generation',
            ExpressionAttributeValues: {
              ':tail': stored,
              ':at': compactedAt,
              ':due': dueAt,
              ':generation': generation,
              ...(watermark !== undefined && { ':watermark': watermark }),
              ...(deadSince !== undefined && { ':dead': deadSince }),
            },
            ReturnValues: 'ALL_OLD',
          }),
        ),
      );
      if (written.kind === 'unmet') return 'stale';
      const before = tailOf(written.answer.Attributes);
      if (before && !isSame(before, stored)) await blobs.remove(before);
      return 'stored';
    },
  };
}

const nothing: LaneArchives = { watermark: undefined, tail: new Map(), compactedAt: '' };

/** Undefined if the tail has been replaced since the row was read. */
async function archivesIn(blobs: Blobs, row: ArchivesRow): Promise<LaneArchives | undefined> {
  const { watermark, compactedAt, deadSince, tail } = row;
  const known = { watermark, compactedAt, deadSince };
  if (!tail) return { ...known, tail: new Map() };
  const bytes = await blobs.load(tail);
  return bytes && { ...known, tail: tailArchives(inflateRawSync(bytes)) };
}

const tailOf = (row: Row | undefined): Blob | undefined => row && entityOf<ArchivesRow>(row).tail;

const isSame = (left: Blob, right: Blob): boolean =>
  left.kind === 'object' && right.kind === 'object' && left.key === right.key;
