import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { entityOf } from '../../platform/aws/dynamo.ts';
import type { DeliverySigning } from '../core/delivery/delivery-signing.ts';
import type { DeliverySignings } from '../delivery-ports.ts';
import { putVersion } from './versioned-put.ts';

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
    put: (signing) =>
      putVersion(client, table, {
        row: { ...signingKey(signing.projectId), v: 1, signing },
        attribute: 'signing',
        version: signing.version,
      }),
  };
}
