import { transact, type Write } from '../../platform/aws/conditional-write.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import type { ApplicationCredential } from '../core/identity.ts';
import type { ApplicationCredentialStore } from '../ports.ts';
import { revocationWrites } from './revocation-store.ts';
import { readRow, readRows, type Table } from './rows.ts';

/*
 * A credential never changes, so two rows hold it whole: one by id, for logins, and one by user and
 * name, for listing and to keep names unique.
 */
const byId = (id: string): RowKey => ({ pk: 'application-credential', sk: id });
const ofUser = (userId: string): string => `application-credential#${userId}`;
const byName = ({ userId, name }: ApplicationCredential): RowKey => ({
  pk: ofUser(userId),
  sk: name,
});

export function dynamoApplicationCredentialStore(table: Table): ApplicationCredentialStore {
  const { client, name: TableName } = table;
  return {
    get: (id) => readRow<ApplicationCredential>(table, byId(id)),
    ofUser: (userId) => readRows<ApplicationCredential>(table, ofUser(userId)),

    async create(credential) {
      const put = (key: RowKey): Write => ({
        Put: {
          TableName,
          Item: { ...credential, ...key },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      });
      const created = await transact(client, [put(byName(credential)), put(byId(credential.id))]);
      if (created.kind === 'committed') return 'created';
      if (created.at.includes(0)) return 'exists';
      throw new Error('the id of a new application credential is taken');
    },

    /** Frees the name only while it is this credential's, so that removing it twice spares its successor. */
    async remove(credential, revocation) {
      const remove = (Key: RowKey): Write => ({
        Delete: {
          TableName,
          Key,
          ConditionExpression: '#id = :id',
          ExpressionAttributeNames: { '#id': 'id' },
          ExpressionAttributeValues: { ':id': credential.id },
        },
      });
      const removed = await transact(client, [
        remove(byId(credential.id)),
        remove(byName(credential)),
        ...revocationWrites(table, revocation),
      ]);
      if (removed.kind === 'unmet' && !removed.at.includes(0))
        throw new Error('the name of an application credential belongs to another one');
    },
  };
}
