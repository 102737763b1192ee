import { dueAt } from '../../platform/aws/due-keys.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import type { RowKind } from '../../platform/aws/row-store.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import {
  type FunctionKey,
  provisioningSeconds,
  type QinlingFunction,
} from '../core/functions/function.ts';

const kind = 'function';
const suffix = `#${kind}`;
export const functionsDue = 'function-';

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
export const functionKeyIn = ({ pk, sk }: RowKey): FunctionKey => ({
  projectId: pk.slice('P#'.length, -suffix.length),
  functionId: sk,
});

/** The attributes that make a function or version due at the provisioner; `prefix` names its kind in the due index. */
export const provisioningDue = (id: string, now: Instant, prefix: string) =>
  dueAt(id, after(now, provisioningSeconds), prefix);

/** Hides a function or version from lists and indexes, forgets its secrets and credential, and makes it due for removal from Lambda. */
export function hiding(id: string, now: Instant, prefix: string) {
  const { dueShard, dueAt: at } = provisioningDue(id, now, prefix);
  return {
    UpdateExpression:
      'SET removed = :true, dueShard = :shard, dueAt = :at REMOVE id, kind, secrets, credential',
    ConditionExpression: 'attribute_exists(kind)',
    ExpressionAttributeValues: { ':true': true, ':shard': dueShard, ':at': at },
  };
}

/** The count of a function's or version's executions has its own row, so counting never conflicts with a change. */
export const counterKey = (projectId: string, id: string) => ({
  pk: `P#${projectId}#count`,
  sk: id,
});
