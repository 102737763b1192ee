import {
  type DynamoDBDocumentClient,
  paginateQuery,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { partitionKey, sortKey, timeToLive } from '../../contract/tables.ts';
import { compressedText, fitsInRow, textIn } from '../../platform/aws/compressed-text.ts';
import { dueAt, dueKeys } from '../../platform/aws/due-keys.ts';
import { entityOf, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { after } from '../../platform/core/instant.ts';
import { nameOf, rowReader } from '../../platform/aws/row-reader.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';
import type { Payload } from '../../platform/core/payload.ts';
import type { Delivery, DeliverySummary } from '../core/delivery/delivery.ts';
import type { DeliveryFilter, DeliveryStore } from '../delivery-ports.ts';
import { putVersion } from './versioned-put.ts';

/** How long a delivery is kept. Its body outlives it, so that a delivery never loses it. */
const retentionSeconds = 30 * 24 * 3600;
const bodySeconds = retentionSeconds + 24 * 3600;

/** Ids begin with the time, so a project's partition is in the order of time. */
export const deliveryPartition = (projectId: string): string => `P#${projectId}#delivery`;
const projectOf = (name: string): string => name.slice('P#'.length, -'#delivery'.length);

/** The deliveries of a firing have the same body. */
const bodyKey = ({ projectId, firingId }: Pick<Delivery, 'firingId' | 'projectId'>) => ({
  pk: `P#${projectId}#delivery-body`,
  sk: firingId,
});

/** Deliveries have their own partitions in the due index, so that many of them do not hide other rows. */
const duePrefix = 'delivery-';

/** A delivery as its row holds it: a long body is an item of its own, which an attempt does not write again. */
type StoredDelivery = DeliverySummary & { readonly body?: Payload };

const isApart = ({ body }: Delivery): boolean => 'text' in body && !fitsInRow(body.text);

function rowOf(delivery: Delivery): Row {
  const due = delivery.dueAt === null ? undefined : dueAt(delivery.id, delivery.dueAt, duePrefix);
  const { body, ...summary } = delivery;
  return {
    [partitionKey]: deliveryPartition(delivery.projectId),
    [sortKey]: delivery.id,
    v: 1,
    [timeToLive]: secondsOf(after(delivery.createdAt, retentionSeconds)),
    ...due,
    delivery: isApart(delivery) ? summary : { ...summary, body },
  };
}

const storedIn = (row: Row): StoredDelivery => entityOf<{ delivery: StoredDelivery }>(row).delivery;

export const deliverySummaryIn = (row: Row): DeliverySummary => {
  const { body: _body, ...summary } = storedIn(row);
  return summary;
};

function listing(
  table: string,
  projectId: string,
  { alarmId, states, since, after: place }: DeliveryFilter,
): QueryCommandInput {
  const stateValues = states?.map((state, index) => [`:state${index}`, state] as const);
  const conditions = [
    '#ttl > :now',
    ...(alarmId === undefined ? [] : ['delivery.alarmId = :alarm']),
    ...(since === undefined ? [] : ['delivery.createdAt >= :since']),
    ...(stateValues ? [`delivery.#state IN (${stateValues.map(([key]) => key).join(', ')})`] : []),
  ];
  return {
    TableName: table,
    ConsistentRead: true,
    ScanIndexForward: false,
    KeyConditionExpression: place ? '#pk = :pk AND #sk < :place' : '#pk = :pk',
    FilterExpression: conditions.join(' AND '),
    ExpressionAttributeNames: {
      '#pk': partitionKey,
      ...(place && { '#sk': sortKey }),
      '#ttl': timeToLive,
      ...(stateValues && { '#state': 'state' }),
    },
    ExpressionAttributeValues: {
      ':pk': deliveryPartition(projectId),
      ':now': Math.floor(Date.now() / 1000),
      ':alarm': alarmId,
      ':since': since,
      ...(place && { ':place': place.id }),
      ...(stateValues && Object.fromEntries(stateValues)),
    },
  };
}

/** Deliveries of the same moment, for example of the messages of a batch, share requests. */
export function dynamoDeliveryStore(
  client: DynamoDBDocumentClient,
  table: string,
  readRow = rowReader(client, table),
): DeliveryStore {
  const write = statementWriter(client);
  const bodiesBeingPut = new Map<string, Promise<unknown>>();

  const whole = async (row: Row | undefined): Promise<Delivery | undefined> => {
    if (!row) return undefined;
    const stored = storedIn(row);
    if (stored.body) return { ...stored, body: stored.body };
    const body = await readRow(bodyKey(stored));
    return body && { ...stored, body: { text: await textIn(body) } };
  };

  /** Before the first row that needs it. Another delivery of the firing may have stored it, or be about to. */
  const putBody = async (delivery: Delivery): Promise<void> => {
    const { body, createdAt } = delivery;
    if (!('text' in body) || !isApart(delivery)) return;
    const name = nameOf(bodyKey(delivery));
    const insert = async () => {
      const item = {
        ...bodyKey(delivery),
        v: 1,
        [timeToLive]: secondsOf(after(createdAt, bodySeconds)),
        ...(await compressedText(body.text)),
      };
      await write(inserting(table, item));
    };
    const put = bodiesBeingPut.get(name) ?? insert().finally(() => bodiesBeingPut.delete(name));
    bodiesBeingPut.set(name, put);
    await put;
  };

  return {
    get: async (projectId, id) =>
      whole(await readRow({ pk: deliveryPartition(projectId), sk: id })),

    async put(delivery) {
      const { version } = delivery;
      const row = rowOf(delivery);
      if (version !== 1) return putVersion(client, table, { row, attribute: 'delivery', version });
      await putBody(delivery);
      return (await write(inserting(table, row))) ? 'stored' : 'stale';
    },

    async list(projectId, filter) {
      const found: DeliverySummary[] = [];
      for await (const page of paginateQuery({ client }, listing(table, projectId, filter))) {
        found.push(...(page.Items ?? []).map(deliverySummaryIn));
        if (found.length >= filter.limit) break;
      }
      return found.slice(0, filter.limit);
    },

    async due(now, limit) {
      const keys = await dueKeys(client, table, { now, limit, prefix: duePrefix });
      return keys.map(({ pk, sk }) => ({ projectId: projectOf(pk), id: sk }));
    },
  };
}
