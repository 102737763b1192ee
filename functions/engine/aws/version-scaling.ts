import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { queryAll, type Row, scanAll } from '../../platform/aws/dynamo.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FunctionVersion } from '../core/versions/function-version.ts';
import type { VersionScaling } from '../version-ports.ts';
import { provisioningDue } from './function-rows.ts';
import {
  versionKey,
  versionKind,
  versionPartition,
  versionsDue,
  versionsIn,
} from './version-rows.ts';

/** How many environments a version wants kept ready, in the rows of `dynamoVersionStore`. */
export function dynamoVersionScaling(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): VersionScaling {
  const write = async (
    version: FunctionVersion,
    update: string,
    { condition = '', values }: { readonly condition?: string; readonly values: Row },
  ): Promise<'stored' | 'stale'> => {
    const stored = await writesIf(() =>
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
    return stored ? 'stored' : 'stale';
  };

  return {
    async scale(version, provisioned) {
      const { dueShard, dueAt } = provisioningDue(version.id, clock.now(), versionsDue);
      return write(
        version,
        'SET provisioned = :wanted, provisionPending = :true, provisionError = :null, dueShard = :shard, dueAt = :at',
        {
          values: {
            ':wanted': provisioned,
            ':true': true,
            ':null': null,
            ':shard': dueShard,
            ':at': dueAt,
          },
        },
      );
    },

    async detached(version, at) {
      await writesIf(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: versionKey(version),
            UpdateExpression: 'SET detachedAt = :at',
            ConditionExpression: 'attribute_exists(kind)',
            ExpressionAttributeValues: { ':at': at },
          }),
        ),
      );
    },

    scaled: (version, error) =>
      write(
        version,
        'SET provisionPending = :false, provisionError = :error REMOVE dueShard, dueAt',
        {
          condition: ' AND lambdaVersion = :version',
          values: { ':false': false, ':error': error, ':version': version.lambdaVersion },
        },
      ),

    async listScaled(projectId) {
      const FilterExpression = 'kind = :kind AND provisioned > :none';
      const values = { ':kind': versionKind, ':none': 0 };
      const scaled = { TableName: table, FilterExpression, ConsistentRead: true };
      if (projectId === undefined)
        return versionsIn(await scanAll(client, { ...scaled, ExpressionAttributeValues: values }));
      const rows = await queryAll(client, {
        ...scaled,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ...values, ':pk': versionPartition(projectId) },
      });
      return versionsIn(rows);
    },
  };
}

/** The condition that the row still wants the number that the version was read with. Old rows lack it. */
const wants = ({ provisioned }: FunctionVersion): string =>
  provisioned === 0
    ? '(attribute_not_exists(provisioned) OR provisioned = :seen)'
    : 'provisioned = :seen';
