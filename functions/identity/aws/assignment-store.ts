import { transact, type Write } from '../../platform/aws/conditional-write.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import type { Assignment } from '../core/identity.ts';
import type { AssignmentStore } from '../ports.ts';
import { revocationWrites } from './revocation-store.ts';
import { putRow, readRows, type Table } from './rows.ts';

/* All assignments are in one partition, ordered by user: listed whole or per user. */
const partition = 'assignment';
const keyOf = ({ userId, projectId }: Assignment): RowKey => ({
  pk: partition,
  sk: `${userId}/${projectId}`,
});

export const dynamoAssignmentStore = (table: Table): AssignmentStore => ({
  ofUser: (userId) => readRows<Assignment>(table, partition, `${userId}/`),
  list: () => readRows<Assignment>(table, partition),
  put: (assignment) => putRow(table, { ...assignment, ...keyOf(assignment) }),

  async replace(next, before, revocation) {
    const outcome = await transact(table.client, [
      replacement(table.name, next, before),
      ...revocationWrites(table, revocation),
    ]);
    return outcome.kind === 'committed' ? 'stored' : 'stale';
  },
});

function replacement(TableName: string, next: Assignment, before: Assignment | undefined): Write {
  const condition = before
    ? {
        ConditionExpression: '#roles = :roles',
        ExpressionAttributeNames: { '#roles': 'roles' },
        ExpressionAttributeValues: { ':roles': before.roles },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  return next.roles.length > 0
    ? { Put: { TableName, Item: { ...next, ...keyOf(next) }, ...condition } }
    : { Delete: { TableName, Key: keyOf(next), ...condition } };
}
