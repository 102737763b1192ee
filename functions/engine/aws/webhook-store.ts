import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Webhook } from '../core/function.ts';
import type { WebhookStore } from '../ports.ts';
import { timeToLive } from '../../contract/tables.ts';
import { entityOf, queryAll, scanAll, secondsOf } from '../../platform/aws/dynamo.ts';
import { entityIn } from '../../platform/aws/entity-row.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';

/** How long the number of calls in a minute is kept. */
const countsKeptSeconds = 600;

const kind = 'webhook';
const partition = (projectId: string) => `P#${projectId}#${kind}`;
const keyOf = ({ projectId, id }: Webhook) => ({ pk: partition(projectId), sk: id });
const pointerKey = (id: string) => ({ pk: `WEBHOOK#${id}`, sk: 'WEBHOOK' });

/**
 * A webhook is two rows written together: one in its project's list, and one found by the secret id
 * alone, because an invocation knows nothing else and must see a new webhook at once.
 */
export function dynamoWebhookStore(client: DynamoDBDocumentClient, table: string): WebhookStore {
  const read = rowReader(client, table);
  const put = (webhook: Webhook, condition: string) =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: table,
              Item: { ...webhook, ...keyOf(webhook), kind },
              ConditionExpression: condition,
            },
          },
          { Put: { TableName: table, Item: { ...pointerKey(webhook.id), webhook } } },
        ],
      }),
    );

  return {
    async create(webhook) {
      await put(webhook, 'attribute_not_exists(pk)');
    },
    async replace(webhook) {
      try {
        await put(webhook, 'attribute_exists(pk)');
        return 'stored';
      } catch (error) {
        if (isRefusedTransaction(error)) return 'gone';
        throw error;
      }
    },
    async resolve(id) {
      const pointer = await read(pointerKey(id));
      return pointer && entityOf<{ webhook: Webhook }>(pointer).webhook;
    },
    async countCall(id, now) {
      const minute = now.slice(0, 16);
      const { Attributes: row } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: `WEBHOOK#${id}`, sk: `CALLS#${minute}` },
          UpdateExpression: 'ADD calls :one SET #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': timeToLive },
          ExpressionAttributeValues: { ':one': 1, ':ttl': secondsOf(now) + countsKeptSeconds },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(row?.['calls']);
    },
    async list(projectId) {
      const rows = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(projectId) },
        ConsistentRead: true,
      });
      return rows.map((row) => entityIn<Webhook>(row));
    },
    async listAll() {
      const rows = await scanAll(client, {
        TableName: table,
        FilterExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': kind },
        ConsistentRead: true,
      });
      return rows.map((row) => entityIn<Webhook>(row));
    },
    async remove(webhook) {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [keyOf(webhook), pointerKey(webhook.id)].map((Key) => ({
            Delete: { TableName: table, Key },
          })),
        }),
      );
    },
  };
}

/** The first row's condition did not hold; a conflict with another transaction is not meant. */
const isRefusedTransaction = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'TransactionCanceledException' &&
  'CancellationReasons' in error &&
  Array.isArray(error.CancellationReasons) &&
  error.CancellationReasons.some(
    (reason: { readonly Code?: string }) => reason.Code === 'ConditionalCheckFailed',
  );
