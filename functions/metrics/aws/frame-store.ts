import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { entityOf, secondsOf } from '../../platform/aws/dynamo.ts';
import { type Instant } from '../../platform/core/instant.ts';
import { instantIn } from '../../platform/core/ordered-id.ts';
import type { Frame, FrameStore } from '../measure-ports.ts';
import { afterFrames, frameKey, frameOfKey } from './measure-keys.ts';

/** A frame of this size is compressed: below, it costs one write as it is. */
const plainBytes = 900;
/**
 * How long frames are kept after they arrived. They are compacted within a week (`app/measures/compact-lane.ts`);
 * the rest is for an outage of the sweeper, whose alarm rings long before.
 */
const keptDays = 60;

interface FrameRow {
  readonly pk: string;
  readonly sk: string;
  readonly plain?: Uint8Array;
  readonly compressed?: Uint8Array;
}

export function dynamoFrameStore(client: DynamoDBDocumentClient, table: string): FrameStore {
  return {
    async add(laneId, { id, bytes }) {
      const content =
        bytes.length <= plainBytes ? { plain: bytes } : { compressed: deflateRawSync(bytes) };
      const Item = { v: 1, ...frameKey(laneId, id), ...content, ttl: secondsOf(ttlOf(id)) };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    async list(laneId, after, limit = Number.POSITIVE_INFINITY) {
      const { pk, sk } = frameKey(laneId, after ?? '');
      const frames: Frame[] = [];
      let next: Record<string, unknown> | undefined;
      do {
        // oxlint-disable-next-line no-await-in-loop -- each page names the next
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            ConsistentRead: true,
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :after AND :end',
            ExpressionAttributeValues: { ':pk': pk, ':after': sk, ':end': afterFrames },
            ...(Number.isFinite(limit) && { Limit: limit + 1 - frames.length }),
            ...(next && { ExclusiveStartKey: next }),
          }),
        );
        frames.push(...(page.Items ?? []).map((row) => frameOf(entityOf<FrameRow>(row))));
        next = page.LastEvaluatedKey;
      } while (next && frames.length <= limit);
      return frames.filter(({ id }) => id !== after).slice(0, limit);
    },
  };
}

const ttlOf = (frameId: string): Instant => {
  const at = instantIn(frameId);
  if (at === undefined) throw new Error('the id of a frame does not begin with a time');
  return new Date(Date.parse(at) + keptDays * 86_400_000).toISOString();
};

function frameOf({ pk: _pk, sk, plain, compressed }: FrameRow): Frame {
  const bytes = plain ?? (compressed && inflateRawSync(compressed));
  if (!bytes) throw new Error('a frame has no content');
  return { id: frameOfKey({ sk }), bytes };
}
