import { dueAt } from '../../platform/aws/dynamo.ts';
import type { RowKind } from '../../platform/aws/row-store.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import { provisioningSeconds, type QinlingFunction } from '../core/functions/function.ts';

const kind = 'function';
const suffix = `#${kind}`;

/** Functions are rows in the partition of their project. */
export const functionRows: RowKind<QinlingFunction> = {
  kind,
  partition: (projectId) => `P#${projectId}${suffix}`,
};

export const functionKey = (projectId: string, id: string) => ({
  pk: functionRows.partition(projectId),
  sk: id,
});

/** Which function a row is, by its key: a removed one has no other attribute left. */
export const functionKeyIn = ({ pk, sk }: { readonly pk: string; readonly sk: string }) =>
  pk.endsWith(suffix)
    ? { projectId: pk.slice('P#'.length, -suffix.length), functionId: sk }
    : undefined;

/** The attributes that make a function or version due at the provisioner. */
export const provisioningDue = (id: string, now: Instant) =>
  dueAt(id, after(now, provisioningSeconds));

/** Hides a function or version from lists and indexes, forgets its secrets, and makes it due for removal from Lambda. */
export function hiding(id: string, now: Instant) {
  const { dueShard, dueAt: at } = provisioningDue(id, now);
  return {
    UpdateExpression:
      'SET removed = :true, dueShard = :shard, dueAt = :at REMOVE id, kind, secrets',
    ConditionExpression: 'attribute_exists(kind)',
    ExpressionAttributeValues: { ':true': true, ':shard': dueShard, ':at': at },
  };
}

/** The count of a function's or version's executions has its own row, so counting never conflicts with a change. */
export const counterKey = (projectId: string, id: string) => ({
  pk: `P#${projectId}#count`,
  sk: id,
});
