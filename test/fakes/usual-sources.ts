import { isDeepStrictEqual } from 'node:util';
import type { UsualSource } from '../../functions/identity/core/usual-source.ts';
import type { UsualSourceStore } from '../../functions/identity/ports.ts';
import { aKey } from './dynamo-limits.ts';

export function memoryUsualSources(): UsualSourceStore {
  const sources = new Map<string, readonly UsualSource[]>();
  const list = (account: string) => sources.get(account) ?? [];
  return {
    list: async (account) => list(aKey(account)),
    async replace(account, next, before) {
      if (!isDeepStrictEqual(list(account), before)) return 'stale';
      sources.set(aKey(account), next);
      return 'stored';
    },
  };
}
