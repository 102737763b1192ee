import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { LRUCache } from 'lru-cache';
import { conditionally, writesIf } from '../../platform/aws/conditional-write.ts';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { keyText, type Lane, type Member } from '../core/storage/lane.ts';
import type { LaneStore } from '../measure-ports.ts';
import { directoryKey, seriesKey } from './measure-keys.ts';
import { writeRows } from './rows.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Metrics whose lanes a process remembers: they stay in them for ever. */
const remembered = 20_000;

export function dynamoLaneStore(client: DynamoDBDocumentClient, table: string): LaneStore {
  const readRow = rowReader(client, table);
  const claimed = new LRUCache<string, string>({ max: remembered });

  const claimOne = async (laneId: string, metricId: string): Promise<string> => {
    const written = await conditionally(() =>
      client.send(
        new PutCommand({
          TableName: table,
          Item: { v: 1, ...seriesKey({ kind: 'metric', metricId }), lane: laneId },
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    return written.kind === 'written' ? laneId : (laneIn(written.found) ?? laneId);
  };

  return {
    find: (keys) =>
      Promise.all(
        keys.map(async (key) => {
          const known = key.kind === 'metric' ? claimed.get(key.metricId) : undefined;
          const laneId = known ?? laneIn(await readRow(seriesKey(key)));
          if (key.kind === 'metric' && laneId !== undefined) claimed.set(key.metricId, laneId);
          return laneId;
        }),
      ),

    async get(ids) {
      const distinct = [...new Set(ids)];
      const lanes = await Promise.all(
        distinct.map(async (id) => {
          const row = await readRow(directoryKey(id));
          return row && laneOf(id, row);
        }),
      );
      return new Map(lanes.flatMap((lane) => (lane ? [[lane.id, lane]] : [])));
    },

    claim: (laneId, metricIds) => Promise.all(metricIds.map((id) => claimOne(laneId, id))),

    async replace({ id, version, members }) {
      const compressed = await deflate(JSON.stringify(members));
      const stored = await writesIf(() =>
        client.send(
          new PutCommand({
            TableName: table,
            Item: { v: 1, ...directoryKey(id), version, compressed },
            ...(version === 1
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'version = :seen',
                  ExpressionAttributeValues: { ':seen': version - 1 },
                }),
          }),
        ),
      );
      return stored ? 'stored' : 'stale';
    },

    async name(laneId, keys) {
      const distinct = new Map(keys.map((key) => [keyText(key), seriesKey(key)]));
      const put = [...distinct.values()].map((key) => ({ ...key, v: 1, lane: laneId }));
      await writeRows(client, table, { put });
    },
  };
}

const laneIn = (row: Row | undefined): string | undefined =>
  row === undefined ? undefined : String(row['lane']);

async function laneOf(id: string, row: Row): Promise<Lane> {
  const { version, compressed } = entityOf<{ version: number; compressed: Uint8Array }>(row);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `replace` wrote it
  const members = JSON.parse((await inflate(compressed)).toString()) as readonly Member[];
  return { id, version, members };
}
