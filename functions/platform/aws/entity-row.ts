import { entityOf, type Row } from './dynamo.ts';

/** The entity a row holds, without what only the table needs. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as `entityOf`
export function entityIn<Entity>(row: Row): Entity {
  const { pk: _pk, sk: _sk, kind: _kind, ttl: _ttl, dueShard: _shard, dueAt: _at, ...entity } = row;
  return entityOf<Entity>(entity);
}

/** Whether a write was refused by its condition: the expected answer to a lost race. */
export const isRefusedByCondition = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

/** Sends a conditional write; false if its condition did not hold. */
export async function holds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isRefusedByCondition(error)) return false;
    throw error;
  }
}
