import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { secondsOf } from '../../platform/aws/dynamo.ts';
import { type UsualSource, usualUntil } from '../core/usual-source.ts';
import type { UsualSourceStore } from '../ports.ts';
import { readRow, type Table } from './rows.ts';

const keyOf = (account: string) => ({ pk: `usual-sources#${account}`, sk: 'sources' });

/** One row per user or credential, which DynamoDB deletes when its last source is no longer usual. */
export const dynamoUsualSourceStore = (table: Table): UsualSourceStore => ({
  async list(account) {
    const row = await readRow<{ readonly sources: readonly UsualSource[] }>(table, keyOf(account));
    return row?.sources ?? [];
  },

  async replace(account, next, before) {
    const command = new PutCommand({
      TableName: table.name,
      Item: {
        ...keyOf(account),
        sources: next,
        ttl: Math.max(...next.map((one) => secondsOf(usualUntil(one)))),
      },
      ...(before.length > 0
        ? {
            ConditionExpression: 'sources = :before',
            ExpressionAttributeValues: { ':before': before },
          }
        : { ConditionExpression: 'attribute_not_exists(pk)' }),
    });
    return (await writesIf(() => table.client.send(command))) ? 'stored' : 'stale';
  },
});
