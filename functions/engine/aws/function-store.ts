import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionally, writesIf } from '../../platform/aws/conditional-write.ts';
import { entityIn, rowStore } from '../../platform/aws/row-store.ts';
import type { Clock } from '../../platform/ports.ts';
import type { QinlingFunction } from '../core/functions/function.ts';
import type { FunctionStore } from '../ports.ts';
import {
  functionKey,
  functionRows,
  functionsDue,
  hiding,
  provisioningDue,
} from './function-rows.ts';

/**
 * Functions live in the table `functions` under their project. A removed function stays as a hidden row
 * without `id` and `kind`, which no list or index shows, until the provisioner forgets it.
 */
export function dynamoFunctionStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): FunctionStore {
  const { add, find, get, list, listAll } = rowStore(client, table, functionRows);

  return {
    find,
    get,
    list,
    listAll,

    async create(fn) {
      const row = { ...fn, ...provisioningDue(fn.id, clock.now(), functionsDue) };
      if (!(await add(fn.projectId, fn.id, row))) throw new Error(`function ${fn.id} exists`);
    },

    async replace(next, seen) {
      const { id, projectId, createdAt: _created, ...fields } = next;
      const {
        appliedRevision: _applied,
        applyError: _error,
        latestVersion: _latest,
        ...changed
      } = fields;
      const isRevised = next.revision > seen.revision;
      const due = isRevised && provisioningDue(id, clock.now(), functionsDue);
      const values = { ...changed, ...due };
      const stored = await writesIf(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: functionKey(projectId, id),
            ConditionExpression:
              '#revision = :seen AND #updatedAt = :seenAt AND attribute_exists(kind)',
            ...setting(values, { ':seen': seen.revision, ':seenAt': seen.updatedAt }),
          }),
        ),
      );
      return stored ? 'stored' : 'stale';
    },

    async remove(projectId, id) {
      const hidden = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: functionKey(projectId, id),
            ...hiding(id, clock.now(), functionsDue),
            ReturnValues: 'ALL_OLD',
          }),
        ),
      );
      const before = hidden.kind === 'written' ? hidden.answer.Attributes : undefined;
      return before && entityIn<QinlingFunction>(before);
    },
  };
}

/** An update that sets these attributes, with further values for its condition. */
function setting(values: object, more: Readonly<Record<string, unknown>>) {
  const entries = Object.entries(values);
  return {
    UpdateExpression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
      ...more,
    },
  };
}
