import type {
  Project,
  PublicKey,
  SeedRecord,
  Trust,
  User,
} from '../../functions/identity/core/identity.ts';
import type { IdentityStores } from '../../functions/identity/ports.ts';
import { aKey, aRow } from './dynamo-limits.ts';
import { memoryApplicationCredentialStore } from './application-credential-store.ts';
import { memoryAssignmentStore } from './assignment-store.ts';
import { memoryNamedStore } from './named-store.ts';
import { memoryRevocationStore } from './revocation-store.ts';

export function memoryIdentityStores(): IdentityStores {
  const revocations = memoryRevocationStore();
  const trusts = new Map<string, Trust>();
  const keys = new Map<string, PublicKey>();
  const seedRecords = new Map<string, SeedRecord>();
  return {
    users: memoryNamedStore<User>(revocations),
    projects: memoryNamedStore<Project>(revocations),
    assignments: memoryAssignmentStore(revocations),
    applicationCredentials: memoryApplicationCredentialStore(revocations),
    revocations,
    trusts: {
      get: async (id) => trusts.get(aKey(id)),
      async put(trust) {
        trusts.set(aKey(trust.id), aRow(trust));
      },
      async remove(id) {
        trusts.delete(aKey(id));
      },
    },
    publicKeys: {
      async put(key) {
        keys.set(key.id, key);
      },
      list: async () => [...keys.values()],
    },
    seedRecords: {
      async put(record) {
        seedRecords.set(record.what, record);
      },
      list: async () => [...seedRecords.values()],
    },
  };
}
