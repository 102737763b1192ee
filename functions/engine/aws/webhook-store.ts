import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { timeToLive } from '../../contract/tables.ts';
import { transact } from '../../platform/aws/conditional-write.ts';
import { entityOf, secondsOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { rowStore } from '../../platform/aws/row-store.ts';
import type { Webhook } from '../core/webhooks/webhook.ts';
import type { WebhookStore } from '../ports.ts';

/** How long the number of calls in a minute is kept. */
const countKeptSeconds = 600;

const kind = 'webhook';
const pointerKey = (id: string) => ({ pk: `WEBHOOK#${id}`, sk: 'WEBHOOK' });

/**
 * A webhook is two rows written together: one in its project's list, and one that is read by the secret
 * id alone, because an invocation knows nothing else and must see a new webhook at once.
 */
export function dynamoWebhookStore(client: DynamoDBDocumentClient, table: string): WebhookStore {
  const read = rowReader(client, table);
  const { keyOf, list, listAll } = rowStore<Webhook>(client, table, {
    kind,
    partition: (projectId) => `P#${projectId}#${kind}`,
  });
  const put = async (webhook: Webhook, condition: string): Promise<boolean> => {
    const row = { ...webhook, ...keyOf(webhook.projectId, webhook.id), kind };
    const pointer = { ...pointerKey(webhook.id), webhook };
    const { kind: outcome } = await transact(client, [
      { Put: { TableName: table, Item: row, ConditionExpression: condition } },
      { Put: { TableName: table, Item: pointer } },
    ]);
    return outcome === 'committed';
  };

  return {
    list,
    listAll,

    async create(webhook) {
      if (!(await put(webhook, 'attribute_not_exists(pk)'))) throw new Error('the webhook exists');
    },

    replace: async (webhook) => ((await put(webhook, 'attribute_exists(pk)')) ? 'stored' : 'gone'),

    async resolve(id) {
      const pointer = await read(pointerKey(id));
      return pointer && entityOf<{ webhook: Webhook }>(pointer).webhook;
    },

    // No transaction touches this row, so the write cannot conflict with one.
    async countCall(id, now) {
      const minute = now.slice(0, 16);
      const { Attributes: row } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: `WEBHOOK#${id}`, sk: `CALLS#${minute}` },
          UpdateExpression: 'ADD calls :one SET #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': timeToLive },
          ExpressionAttributeValues: { ':one': 1, ':ttl': secondsOf(now) + countKeptSeconds },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(row?.['calls']);
    },

    async remove({ projectId, id }) {
      const keys = [keyOf(projectId, id), pointerKey(id)];
      await transact(
        client,
        keys.map((Key) => ({ Delete: { TableName: table, Key } })),
      );
    },
  };
}
