import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FunctionVersion } from '../core/function-version.ts';
import type { VersionStore } from '../ports.ts';
import { queryAll, type Row, scanAll } from '../../platform/aws/dynamo.ts';
import { holds } from '../../platform/aws/entity-row.ts';
import { versionKey, versionKind, versionPartition, versionsIn } from './version-rows.ts';

/** What a version wants kept ready, in the version's own row. Rows from before there was any lack it. */
export function versionScaling(
  client: DynamoDBDocumentClient,
  table: string,
  due: (id: string) => Row,
): Pick<VersionStore, 'listScaled' | 'scale' | 'scaled'> {
  const write = (
    version: FunctionVersion,
    update: string,
    { condition = '', values }: { readonly condition?: string; readonly values: Row },
  ) =>
    holds(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: versionKey(version),
          UpdateExpression: update,
          ConditionExpression: `attribute_exists(kind) AND ${wants(version)}${condition}`,
          ExpressionAttributeValues: { ...values, ':seen': version.provisioned },
        }),
      ),
    );

  return {
    async scale(version, provisioned) {
      const { dueShard, dueAt: at } = due(version.id);
      const stored = await write(
        version,
        'SET provisioned = :wanted, provisionPending = :true, provisionError = :null, dueShard = :shard, dueAt = :at',
        {
          values: {
            ':wanted': provisioned,
            ':true': true,
            ':null': null,
            ':shard': dueShard,
            ':at': at,
          },
        },
      );
      return stored ? 'stored' : 'stale';
    },

    async scaled(version, error) {
      const stored = await write(
        version,
        'SET provisionPending = :false, provisionError = :error REMOVE dueShard, dueAt',
        {
          condition: ' AND lambdaVersion = :version',
          values: { ':false': false, ':error': error, ':version': version.lambdaVersion },
        },
      );
      return stored ? 'stored' : 'stale';
    },

    async listScaled(projectId) {
      const FilterExpression = 'kind = :kind AND provisioned > :none';
      const values = { ':kind': versionKind, ':none': 0 };
      const rows =
        projectId === undefined
          ? await scanAll(client, {
              TableName: table,
              FilterExpression,
              ExpressionAttributeValues: values,
              ConsistentRead: true,
            })
          : await queryAll(client, {
              TableName: table,
              KeyConditionExpression: 'pk = :pk',
              FilterExpression,
              ExpressionAttributeValues: { ...values, ':pk': versionPartition(projectId) },
              ConsistentRead: true,
            });
      return versionsIn(rows);
    },
  };
}

/** That the row still wants as many as the version was read with. */
const wants = ({ provisioned }: FunctionVersion): string =>
  provisioned === 0
    ? '(attribute_not_exists(provisioned) OR provisioned = :seen)'
    : 'provisioned = :seen';
