import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DeliverySigning } from '../core/delivery/delivery-signing.ts';
import type { DeliverySignings } from '../ports.ts';
import { entityOf } from '../../platform/aws/dynamo.ts';
import { writesIf } from '../../platform/aws/conditional-write.ts';

const signingKey = (projectId: string) => ({ pk: `P#${projectId}#signing`, sk: 'deliveries' });

export function dynamoDeliverySignings(
  client: DynamoDBDocumentClient,
  table: string,
): DeliverySignings {
  return {
    async get(projectId) {
      const { Item: row } = await client.send(
        new GetCommand({ TableName: table, Key: signingKey(projectId), ConsistentRead: true }),
      );
      return row && entityOf<{ signing: DeliverySigning }>(row).signing;
    },
    async put(signing) {
      const put = new PutCommand({
        TableName: table,
        Item: { ...signingKey(signing.projectId), v: 1, signing },
        ...(signing.version === 1
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'signing.version = :seen',
              ExpressionAttributeValues: { ':seen': signing.version - 1 },
            }),
      });
      return (await writesIf(() => client.send(put))) ? 'stored' : 'stale';
    },
  };
}
