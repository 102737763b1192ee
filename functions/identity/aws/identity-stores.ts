import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Project, PublicKey, SeedRecord, Trust, User } from '../core/identity.ts';
import type { IdentityStores } from '../ports.ts';
import { dynamoApplicationCredentialStore } from './application-credential-store.ts';
import { dynamoAssignmentStore } from './assignment-store.ts';
import { dynamoNamedStore } from './named-store.ts';
import { dynamoRevocationStore } from './revocation-store.ts';
import { deleteRow, putRow, readRow, readRows, type Table } from './rows.ts';

const trustKey = (id: string) => ({ pk: `trust#${id}`, sk: 'trust' });
const publicKeys = 'public-key';
const seedRecords = 'seeded';

export function dynamoIdentityStores(client: DynamoDBDocumentClient, name: string): IdentityStores {
  const table: Table = { client, name };
  return {
    users: dynamoNamedStore<User>(table, { things: 'user', names: 'user-name' }),
    projects: dynamoNamedStore<Project>(table, { things: 'project', names: 'project-name' }),
    assignments: dynamoAssignmentStore(table),
    applicationCredentials: dynamoApplicationCredentialStore(table),
    revocations: dynamoRevocationStore(table),
    trusts: {
      get: (id) => readRow<Trust>(table, trustKey(id)),
      put: (trust) => putRow(table, { ...trust, ...trustKey(trust.id) }),
      remove: (id) => deleteRow(table, trustKey(id)),
    },
    publicKeys: {
      put: (key) => putRow(table, { ...key, pk: publicKeys, sk: key.id }),
      list: () => readRows<PublicKey>(table, publicKeys),
    },
    seedRecords: {
      put: (record) => putRow(table, { ...record, pk: seedRecords, sk: record.what }),
      list: () => readRows<SeedRecord>(table, seedRecords),
    },
  };
}
