import type { ApplicationCredential } from '../../functions/identity/core/identity.ts';
import type {
  ApplicationCredentialStore,
  RevocationStore,
} from '../../functions/identity/ports.ts';
import { aKey, aRow } from './dynamo-limits.ts';
import { byText } from './by-text.ts';

export function memoryApplicationCredentialStore(
  revocations: RevocationStore,
): ApplicationCredentialStore {
  const credentials = new Map<string, ApplicationCredential>();
  const ofUser = (userId: string) =>
    [...credentials.values()]
      .filter((credential) => credential.userId === userId)
      .toSorted(byText(({ name }) => name));
  return {
    get: async (id) => credentials.get(aKey(id)),
    ofUser: async (userId) => ofUser(aKey(userId)),
    async create(credential) {
      const names = ofUser(credential.userId).map(({ name }) => name);
      if (names.includes(credential.name)) return 'exists';
      aKey(credential.name);
      credentials.set(aKey(credential.id), aRow(credential));
      return 'created';
    },
    async remove({ id }, revocation) {
      if (credentials.delete(id)) await revocations.put(revocation);
    },
  };
}
