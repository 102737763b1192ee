import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rowStore } from '../../platform/aws/row-store.ts';
import type { QinlingFunction } from '../core/functions/function.ts';
import { functionRows } from './function-rows.ts';

/** Which functions a project has, for the other services. Consistent. */
export const dynamoProjectFunctions = (client: DynamoDBDocumentClient, table: string) => {
  const { get } = rowStore<QinlingFunction>(client, table, functionRows);
  return {
    has: async (projectId: string, id: string): Promise<boolean> =>
      (await get(projectId, id)) !== undefined,
  };
};
