import { inflateRawSync } from 'node:zlib';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { byGenerated, byMessage } from '../../../contract/tables.ts';
import { isUnexpired, queryAll, type Row } from '../../../platform/aws/dynamo.ts';
import { keyOf, rowReader } from '../../../platform/aws/row-reader.ts';
import { byCodePoint } from '../../../platform/core/python-json.ts';
import { instantIn } from '../../../platform/core/ordered-id.ts';
import { merged } from '../../../platform/core/merged.ts';
import type { Clock, PayloadStore } from '../../../platform/ports.ts';
import type { LoggedEvent } from '../../core/log/logged-event.ts';
import type { EventLog, LogRange } from '../../ports.ts';
import {
  arrivalKey,
  bodyIn,
  eventIn,
  generatedKey,
  keyRange,
  messageKey,
  pointerKey,
  shardOf,
  shardsOf,
} from './event-rows.ts';
import { sortedRows } from '../../../platform/aws/sorted-rows.ts';

/** What a reader takes that does not say. */
const usualPage = 400;

/** The part of the log that reads, for those who store nothing. */
export type EventReader = Pick<
  EventLog,
  'byAcceptance' | 'byArrival' | 'byGenerated' | 'byMessage' | 'bodyOf'
>;

export function dynamoEventReader(
  client: DynamoDBDocumentClient,
  table: string,
  { clock, payloads }: { readonly clock: Clock; readonly payloads: Pick<PayloadStore, 'load'> },
): EventReader {
  const read = rowReader(client, table);

  const reading = async function* (
    projectId: string,
    range: LogRange<unknown>,
    { after, index }: { readonly after: string | undefined; readonly index?: typeof byGenerated },
  ): AsyncGenerator<LoggedEvent> {
    const { backwards = false, expected = usualPage } = range;
    const shards = shardsOf(projectId);
    const sortKey = index?.sortKey ?? 'sk';
    async function* inShard(partition: string): AsyncGenerator<Placed> {
      const rows = sortedRows(client, {
        table,
        ...(index && { index }),
        partition,
        range: keyRange(range, after),
        backwards,
        // Some more than its share, because the shards are not equally full.
        expected: Math.ceil((1.3 * expected) / shards.length) + 5,
      });
      for await (const row of rows) {
        const key = String(row[sortKey]);
        if (key !== after && isUnexpired(row, clock.now()))
          yield { key, event: eventIn(projectId, row) };
      }
    }
    const sign = backwards ? -1 : 1;
    const placed = merged(
      shards.map(inShard),
      (left, right) => sign * byCodePoint(left.key, right.key),
    );
    for await (const { event } of placed) yield event;
  };

  const eventOf = (projectId: string, row: Row | undefined): LoggedEvent | undefined =>
    row && isUnexpired(row, clock.now()) ? eventIn(projectId, row) : undefined;

  return {
    byArrival: (projectId, range) =>
      reading(projectId, range, { after: range.after && arrivalKey(range.after) }),

    byGenerated: (projectId, range) =>
      reading(projectId, range, {
        after: range.after && generatedKey(range.after),
        index: byGenerated,
      }),

    async byMessage(projectId, messageId) {
      const keys = await queryAll(client, {
        TableName: table,
        IndexName: byMessage.name,
        KeyConditionExpression: 'messageKey = :key',
        ExpressionAttributeValues: { ':key': messageKey(projectId, messageId) },
      });
      const rows = await Promise.all(keys.map((key) => read(keyOf(key))));
      return rows
        .map((row) => eventOf(projectId, row))
        .filter((event) => event !== undefined)
        .filter((event) => event.messageId === messageId);
    },

    async byAcceptance(projectId, acceptance) {
      const pk = shardOf(projectId, acceptance);
      const near = await rowNearId(client, { table, pk, acceptance });
      if (near) return eventOf(projectId, near);
      const at = (await read(pointerKey(projectId, acceptance)))?.['at'];
      return typeof at === 'string'
        ? eventOf(projectId, await read({ pk, sk: arrivalKey({ at, acceptance }) }))
        : undefined;
    },

    async bodyOf({ projectId, at, acceptance, body }) {
      const key = { pk: shardOf(projectId, acceptance), sk: arrivalKey({ at, acceptance }) };
      const found = body.kind === 'row' ? bodyIn((await read(key)) ?? {}) : body;
      if (found.kind === 'text') return found.text;
      if (found.kind === 'deflated') return inflateRawSync(found.bytes).toString();
      if (found.kind === 'object') return payloads.load({ key: found.key });
      throw new Error(`the event ${acceptance} is no longer stored`);
    },
  };
}

/** An event with its sort key. */
interface Placed {
  readonly key: string;
  readonly event: LoggedEvent;
}

/** The row of an acceptance whose id begins with the millisecond of its instant. */
async function rowNearId(
  client: DynamoDBDocumentClient,
  {
    table,
    pk,
    acceptance,
  }: { readonly table: string; readonly pk: string; readonly acceptance: string },
): Promise<Row | undefined> {
  const millisecond = instantIn(acceptance)?.slice(0, 23);
  if (millisecond === undefined) return undefined;
  const rows = await queryAll(client, {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :millisecond)',
    ExpressionAttributeValues: { ':pk': pk, ':millisecond': millisecond },
  });
  return rows.find((row) => keyOf(row).sk.endsWith(`#${acceptance}`));
}
