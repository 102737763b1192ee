import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { entityOf, queryAll, type Row } from '../../platform/aws/dynamo.ts';
import { keyOf, rowReader } from '../../platform/aws/row-reader.ts';
import { generic, genericType, type ResourceType } from '../core/resource-type.ts';
import type { ResourceTypeStore } from '../ports.ts';
import {
  ownedPartition,
  ownersPartition,
  projectIn,
  typeKey,
  typePartition,
  typePrefix,
} from './index-keys.ts';
import { type RemovalMarks, removalMarks } from './removal-marks.ts';

const typeRow = (type: ResourceType): Row => ({ ...typeKey(type.name), v: 1, type });
const typeOf = (row: Row): ResourceType => entityOf<{ type: ResourceType }>(row).type;

/** Types, all in one partition. `generic` has no row. */
export function dynamoResourceTypeStore(
  client: DynamoDBDocumentClient,
  table: string,
  marks: RemovalMarks = removalMarks(client, table),
): ResourceTypeStore {
  const read = rowReader(client, table);
  const partition = (pk: string) =>
    queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    });

  async function isAnyOf(type: string): Promise<boolean> {
    for (const owner of await partition(ownersPartition)) {
      const owned = ownedPartition(projectIn(keyOf(owner)));
      // oxlint-disable-next-line no-await-in-loop -- one is enough
      if (await marks.isAny(owned, typePrefix(type))) return true;
    }
    return false;
  }

  return {
    async get(name) {
      if (name === generic) return genericType;
      const row = await read(typeKey(name));
      return row && typeOf(row);
    },

    async list() {
      return [genericType, ...(await partition(typePartition)).map(typeOf)];
    },

    async create(type) {
      if (type.name === generic) return 'exists';
      const put = new PutCommand({
        TableName: table,
        Item: typeRow(type),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      return (await writesIf(() => client.send(put))) ? 'created' : 'exists';
    },

    async replace(next) {
      // An update, not a put, so that the mark of a removal at the same time stays.
      const update = new UpdateCommand({
        TableName: table,
        Key: typeKey(next.name),
        UpdateExpression: 'SET #type = :next',
        ConditionExpression: '#type.version = :seen',
        ExpressionAttributeNames: { '#type': 'type' },
        ExpressionAttributeValues: { ':seen': next.version - 1, ':next': next },
      });
      return (await writesIf(() => client.send(update))) ? 'stored' : 'stale';
    },

    async remove(name) {
      if (name === generic) return 'used';
      return marks.remove(typeKey(name), () => isAnyOf(name));
    },
  };
}
