import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { partitionKey } from '../../contract/tables.ts';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import type { Row } from '../../platform/aws/dynamo.ts';

/** Writes version n of the entity in `attribute` only over version n - 1; version 1 only where no row is. */
export async function putVersion(
  client: DynamoDBDocumentClient,
  table: string,
  {
    row,
    attribute,
    version,
  }: { readonly row: Row; readonly attribute: string; readonly version: number },
): Promise<'stored' | 'stale'> {
  const put = new PutCommand({
    TableName: table,
    Item: row,
    ...(version === 1
      ? {
          ConditionExpression: 'attribute_not_exists(#pk)',
          ExpressionAttributeNames: { '#pk': partitionKey },
        }
      : {
          ConditionExpression: '#entity.#version = :seen',
          ExpressionAttributeNames: { '#entity': attribute, '#version': 'version' },
          ExpressionAttributeValues: { ':seen': version - 1 },
        }),
  });
  return (await writesIf(() => client.send(put))) ? 'stored' : 'stale';
}
