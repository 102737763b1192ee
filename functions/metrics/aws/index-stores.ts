import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Ports } from '../ports.ts';
import { dynamoIndexLeftovers } from './leftovers.ts';
import { dynamoMetricIndex } from './metric-index.ts';
import { dynamoPolicyStore } from './policy-store.ts';
import { dynamoResourceStore } from './resource-store.ts';
import { dynamoResourceTypeStore } from './resource-type-store.ts';

export type IndexStores = Pick<
  Ports,
  'policies' | 'resourceTypes' | 'resources' | 'metrics' | 'leftovers'
>;

/** The stores that share the table of the index. */
export function dynamoIndexStores(client: DynamoDBDocumentClient, table: string): IndexStores {
  const resources = dynamoResourceStore(client, table);
  return {
    policies: dynamoPolicyStore(client, table),
    resourceTypes: dynamoResourceTypeStore(client, table),
    resources,
    metrics: dynamoMetricIndex(client, table, { resources }),
    leftovers: dynamoIndexLeftovers(client, table),
  };
}
