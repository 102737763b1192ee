import { isDeepStrictEqual } from 'node:util';
import type { Assignment } from '../../functions/identity/core/identity.ts';
import type { AssignmentStore, RevocationStore } from '../../functions/identity/ports.ts';
import { byText } from './by-text.ts';
import { aKey } from './dynamo-limits.ts';

const keyOf = ({ userId, projectId }: Assignment): string => `${userId}/${projectId}`;

export function memoryAssignmentStore(revocations: RevocationStore): AssignmentStore {
  const assignments = new Map<string, Assignment>();
  const list = async () => [...assignments.values()].toSorted(byText(keyOf));
  return {
    list,
    ofUser: async (userId) => (await list()).filter((one) => one.userId === aKey(userId)),
    async put(assignment) {
      assignments.set(aKey(keyOf(assignment)), assignment);
    },
    async replace(next, before, revocation) {
      const held = assignments.get(keyOf(next))?.roles ?? [];
      if (!isDeepStrictEqual(held, before?.roles ?? [])) return 'stale';
      if (next.roles.length > 0) assignments.set(aKey(keyOf(next)), next);
      else assignments.delete(keyOf(next));
      if (revocation) await revocations.put(revocation);
      return 'stored';
    },
  };
}
