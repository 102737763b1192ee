import type { QinlingFunction } from '../../functions/engine/core/function.ts';
import { after, type Instant } from '../../functions/platform/core/instant.ts';
import type { FunctionStore } from '../../functions/engine/ports.ts';
import type { Clock } from '../../functions/platform/ports.ts';

const provisioningSeconds = 60;

interface Kept {
  readonly fn: QinlingFunction;
  readonly removed: boolean;
  readonly dueAt: Instant | null;
}

const key = (projectId: string, id: string) => `${projectId}/${id}`;

/** Functions in a Map; `number` is for the version store, which writes a function's latest version. */
export function memoryFunctionStore(clock: Clock): FunctionStore & {
  number(
    key: { readonly projectId: string; readonly functionId: string },
    change: (fn: QinlingFunction) => number | undefined,
  ): boolean;
  /** A new revision of a function that is still at this one. */
  revise(fn: QinlingFunction, revision: number): boolean;
} {
  const rows = new Map<string, Kept>();
  const counts = new Map<string, number>();
  let review: { readonly deployment: string; readonly nextAt: Instant } | undefined;
  const due = () => after(clock.now(), provisioningSeconds);
  const live = () => [...rows.values()].filter(({ removed }) => !removed).map(({ fn }) => fn);
  const present = (projectId: string, id: string) => {
    const row = rows.get(key(projectId, id));
    return row?.removed ? undefined : row;
  };

  return {
    async create(fn) {
      if (rows.has(key(fn.projectId, fn.id))) throw new Error(`function ${fn.id} exists`);
      rows.set(key(fn.projectId, fn.id), { fn, removed: false, dueAt: due() });
    },
    get: async (projectId, id) => present(projectId, id)?.fn,
    find: async (id) => live().find((fn) => fn.id === id),
    list: async (projectId) => live().filter((fn) => fn.projectId === projectId),
    listAll: async () => live(),

    async replace(next, seen) {
      const row = present(next.projectId, next.id);
      if (!row || row.fn.revision !== seen.revision || row.fn.updatedAt !== seen.updatedAt)
        return 'stale';
      const { appliedRevision, applyError, latestVersion } = row.fn;
      rows.set(key(next.projectId, next.id), {
        fn: { ...next, appliedRevision, applyError, latestVersion },
        removed: false,
        dueAt: next.revision > seen.revision ? due() : row.dueAt,
      });
      return 'stored';
    },

    async applied(fn, error) {
      const row = present(fn.projectId, fn.id);
      if (!row || row.fn.appliedRevision > fn.revision || row.fn.revision < fn.revision) return;
      rows.set(key(fn.projectId, fn.id), {
        ...row,
        fn: { ...row.fn, appliedRevision: fn.revision, applyError: error },
        dueAt: row.fn.revision === fn.revision ? null : row.dueAt,
      });
    },

    number({ projectId, functionId }, change) {
      const row = present(projectId, functionId);
      const latestVersion = row && change(row.fn);
      if (!row || latestVersion === undefined) return false;
      rows.set(key(projectId, functionId), { ...row, fn: { ...row.fn, latestVersion } });
      return true;
    },

    revise({ projectId, id, revision: seen }, revision) {
      const row = present(projectId, id);
      if (row?.fn.revision !== seen) return false;
      rows.set(key(projectId, id), { ...row, fn: { ...row.fn, revision }, dueAt: due() });
      return true;
    },

    async remove(projectId, id) {
      const row = present(projectId, id);
      if (row) rows.set(key(projectId, id), { ...row, removed: true, dueAt: due() });
      return row?.fn;
    },
    isRemoved: async (projectId, id) => rows.get(key(projectId, id))?.removed ?? false,
    async forget(projectId, id) {
      rows.delete(key(projectId, id));
      counts.delete(key(projectId, id));
    },

    async countExecution({ projectId, id }) {
      counts.set(key(projectId, id), (counts.get(key(projectId, id)) ?? 0) + 1);
    },
    counts: async (projectId, ids) =>
      new Map(ids.map((id) => [id, counts.get(key(projectId, id)) ?? 0])),

    due: async (now) =>
      [...rows.values()]
        .filter(({ dueAt }) => dueAt !== null && dueAt <= now)
        .map(({ fn: { projectId, id } }) => ({ projectId, id })),

    reviewDue: async (deployment, now) => review?.deployment !== deployment || review.nextAt <= now,
    async reviewed(deployment, nextAt) {
      review = { deployment, nextAt };
    },
  };
}
