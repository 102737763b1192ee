import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact } from '../../platform/aws/conditional-write.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FunctionKey } from '../core/functions/function.ts';
import type { FunctionVersion } from '../core/versions/function-version.ts';
import type { VersionStore } from '../version-ports.ts';
import { functionKey, hiding, provisioningDue } from './function-rows.ts';
import { versionKey, versionKind, versionReader, versionsDue } from './version-rows.ts';

/**
 * Versions live in the table `functions` under their project and function. A removed version stays as a
 * hidden row without `id` and `kind` until the provisioner forgets it.
 */
export function dynamoVersionStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): VersionStore {
  const read = versionReader(client, table);

  const hide = (version: FunctionVersion) => ({
    Update: {
      TableName: table,
      Key: versionKey(version),
      ...hiding(version.id, clock.now(), versionsDue),
    },
  });

  /** Sets the number of the function's latest version, on a condition. */
  const setLatest = (
    { projectId, functionId }: FunctionKey,
    condition: string,
    values: Readonly<Record<string, number>>,
  ) => ({
    Update: {
      TableName: table,
      Key: functionKey(projectId, functionId),
      UpdateExpression: 'SET latestVersion = :next',
      ConditionExpression: `attribute_exists(kind) AND latestVersion = :latest${condition}`,
      ExpressionAttributeValues: values,
    },
  });

  return {
    async create(version, { revision, latestVersion }) {
      const due = provisioningDue(version.id, clock.now(), versionsDue);
      const row = { ...version, ...versionKey(version), ...due, kind: versionKind };
      const { kind: outcome } = await transact(client, [
        {
          Put: { TableName: table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' },
        },
        setLatest(version, ' AND revision = :revision', {
          ':next': version.number,
          ':latest': latestVersion,
          ':revision': revision,
        }),
      ]);
      return outcome === 'committed' ? 'stored' : 'stale';
    },

    list: (fn) => read(fn, 'live'),

    async remove(version) {
      const lowered = await transact(client, [
        hide(version),
        setLatest(version, '', { ':latest': version.number, ':next': version.number - 1 }),
      ]);
      if (lowered.kind === 'committed') return 'removed';
      if (lowered.at.includes(0)) return 'gone';
      const hidden = await transact(client, [hide(version)]);
      return hidden.kind === 'committed' ? 'removed' : 'gone';
    },
  };
}
