import type { Revocation } from '../../functions/identity/core/identity.ts';
import type { RevocationStore } from '../../functions/identity/ports.ts';
import { aKey } from './dynamo-limits.ts';

export function memoryRevocationStore(): RevocationStore {
  const revocations = new Map<string, Revocation>();
  return {
    async put(revocation) {
      const key = aKey(`${revocation.subject}#${revocation.id}`);
      const before = revocations.get(key);
      if (!before || before.issuedBefore < revocation.issuedBefore)
        revocations.set(key, revocation);
    },
    list: async () => [...revocations.values()],
  };
}
