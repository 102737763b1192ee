import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { entityOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { DeliverySigning } from '../core/delivery/delivery-signing.ts';
import type { DeliverySignings } from '../delivery-ports.ts';
import { putVersion } from './versioned-put.ts';

const signingKey = (projectId: string) => ({ pk: `P#${projectId}#signing`, sk: 'deliveries' });

export function dynamoDeliverySignings(
  client: DynamoDBDocumentClient,
  table: string,
  readRow = rowReader(client, table),
): DeliverySignings {
  return {
    async get(projectId) {
      const row = await readRow(signingKey(projectId));
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
