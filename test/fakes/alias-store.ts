import { aRow, rowKey } from './dynamo-limits.ts';
import type { FunctionAlias } from '../../functions/engine/core/versions/function-alias.ts';
import type { AliasStore } from '../../functions/engine/version-ports.ts';

const key = rowKey;

const sameTarget = (left: FunctionAlias, right: FunctionAlias): boolean =>
  left.projectId === right.projectId &&
  left.functionId === right.functionId &&
  left.functionVersion === right.functionVersion;

export function memoryAliasStore(): AliasStore {
  const aliases = new Map<string, FunctionAlias>();
  const put = (alias: FunctionAlias) => aliases.set(key(alias.projectId, alias.name), aRow(alias));
  const pointing = (seen: FunctionAlias): boolean => {
    const found = aliases.get(key(seen.projectId, seen.name));
    return found !== undefined && found.id === seen.id && sameTarget(found, seen);
  };
  const isTaken = (next: FunctionAlias): boolean =>
    [...aliases.values()].some((other) => other.id !== next.id && sameTarget(other, next));

  return {
    async create(alias) {
      if (aliases.has(key(alias.projectId, alias.name))) return 'name';
      if (isTaken(alias)) return 'target';
      put(alias);
      return 'created';
    },
    get: async (projectId, name) => aliases.get(key(projectId, name)),
    list: async (projectId) =>
      [...aliases.values()].filter((alias) => alias.projectId === projectId),
    listAll: async () => [...aliases.values()],
    async replace(next, seen) {
      if (!pointing(seen)) return 'stale';
      if (isTaken(next)) return 'target';
      put(next);
      return 'stored';
    },
    async remove(alias) {
      if (!pointing(alias)) return 'stale';
      aliases.delete(key(alias.projectId, alias.name));
      return 'removed';
    },
  };
}
