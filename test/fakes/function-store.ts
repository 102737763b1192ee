import { aKey, aRow, rowKey } from './dynamo-limits.ts';
import {
  provisioningSeconds,
  type QinlingFunction,
} from '../../functions/engine/core/functions/function.ts';
import { memoryDueRows } from './due-rows.ts';
import type {
  ExecutionCounts,
  FunctionReviews,
  FunctionRevisions,
  FunctionStore,
} from '../../functions/engine/ports.ts';
import { after, type Instant } from '../../functions/platform/core/instant.ts';
import type { Clock } from '../../functions/platform/ports.ts';

interface Kept {
  readonly fn: QinlingFunction;
  readonly removed: boolean;
  readonly dueAt: Instant | null;
}

const key = rowKey;

/** What version stores write into the rows of functions. */
export interface FunctionRows {
  /** Sets the latest version's number to what `change` answers; false if it answers undefined. */
  setLatest(
    key: { readonly projectId: string; readonly functionId: string },
    change: (fn: QinlingFunction) => number | undefined,
  ): boolean;
  /** Sets a new revision, only if the function is still at the revision of `fn`. */
  revise(fn: QinlingFunction, revision: number): boolean;
}

/** Functions in a Map, behind all the ports that read and write them. */
export function memoryFunctionStores(clock: Clock): {
  readonly functions: FunctionStore;
  readonly revisions: FunctionRevisions;
  readonly executionCounts: ExecutionCounts;
  readonly reviews: FunctionReviews;
  readonly functionRows: FunctionRows;
} {
  const rows = new Map<string, Kept>();
  const counts = new Map<string, number>();
  let readyBy: Instant | undefined;
  let review: { readonly deployment: string; readonly nextAt: Instant } | undefined;
  const due = () => after(clock.now(), provisioningSeconds);
  const live = () => [...rows.values()].filter(({ removed }) => !removed).map(({ fn }) => fn);
  const present = (projectId: string, id: string) => {
    const row = rows.get(key(projectId, id));
    return row?.removed ? undefined : row;
  };

  const functions: FunctionStore = {
    async create(fn) {
      if (rows.has(key(fn.projectId, fn.id))) throw new Error(`function ${fn.id} exists`);
      rows.set(key(fn.projectId, fn.id), { fn: aRow(fn), removed: false, dueAt: due() });
    },
    get: async (projectId, id) => present(projectId, id)?.fn,
    find: async (id) => live().find((fn) => fn.id === aKey(id)),
    list: async (projectId) => live().filter((fn) => fn.projectId === projectId),
    listAll: async () => live(),

    async replace(next, seen) {
      const row = present(next.projectId, next.id);
      if (!row || row.fn.revision !== seen.revision || row.fn.updatedAt !== seen.updatedAt)
        return 'stale';
      const { appliedRevision, applyError, latestVersion } = row.fn;
      rows.set(key(next.projectId, next.id), {
        fn: aRow({ ...next, appliedRevision, applyError, latestVersion }),
        removed: false,
        dueAt: next.revision > seen.revision ? due() : row.dueAt,
      });
      return 'stored';
    },

    async remove(projectId, id) {
      const row = present(projectId, id);
      if (row) rows.set(key(projectId, id), { ...row, removed: true, dueAt: due() });
      return row?.fn;
    },
  };

  const revisions: FunctionRevisions = {
    async applied(fn, error) {
      const row = present(fn.projectId, fn.id);
      if (!row || row.fn.appliedRevision > fn.revision || row.fn.revision < fn.revision) return;
      rows.set(key(fn.projectId, fn.id), {
        ...row,
        fn: { ...row.fn, appliedRevision: fn.revision, applyError: error },
        dueAt: row.fn.revision === fn.revision ? null : row.dueAt,
      });
    },
    isRemoved: async (projectId, id) => rows.get(key(projectId, id))?.removed ?? false,
    async forget(projectId, id) {
      rows.delete(key(projectId, id));
      counts.delete(key(projectId, id));
    },
    ...memoryDueRows(() =>
      [...rows.values()].flatMap(({ dueAt, fn: { projectId, id } }) =>
        dueAt === null
          ? []
          : [{ key: { projectId, functionId: id }, row: [projectId, id], at: dueAt }],
      ),
    ),
  };

  const executionCounts: ExecutionCounts = {
    async add({ projectId, id }) {
      counts.set(key(projectId, id), (counts.get(key(projectId, id)) ?? 0) + 1);
    },
    of: async (projectId, ids) =>
      new Map(ids.map((id) => [id, counts.get(key(projectId, id)) ?? 0])),
  };

  const reviews: FunctionReviews = {
    isDue: async (deployment, now) => review?.deployment !== deployment || review.nextAt <= now,
    async schedule(deployment, nextAt) {
      review = { deployment, nextAt };
    },
    async expectReady(by) {
      readyBy = by;
    },
    readyBy: async () => readyBy,
  };

  const functionRows: FunctionRows = {
    setLatest({ projectId, functionId }, change) {
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
  };

  return { functions, revisions, executionCounts, reviews, functionRows };
}
