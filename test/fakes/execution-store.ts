import type { Execution } from '../../functions/engine/core/execution.ts';
import { after, millisecondsOf } from '../../functions/platform/core/instant.ts';
import type { ExecutionStore } from '../../functions/engine/ports.ts';
import type { Clock } from '../../functions/platform/ports.ts';

const startSeconds = 120;
const millisecondsPerDay = 24 * 60 * 60 * 1000;

const key = (projectId: string, id: string) => `${projectId}/${id}`;

export function memoryExecutionStore({
  clock,
  retentionDays,
}: {
  readonly clock: Clock;
  readonly retentionDays: number;
}): ExecutionStore {
  const rows = new Map<string, { readonly execution: Execution; readonly removed: boolean }>();
  const present = (projectId: string, id: string) => {
    const row = rows.get(key(projectId, id));
    return row && !row.removed && alive(row.execution) ? row.execution : undefined;
  };
  const alive = ({ createdAt }: Execution) =>
    millisecondsOf(createdAt) + retentionDays * millisecondsPerDay > millisecondsOf(clock.now());
  const live = () =>
    [...rows.values()]
      .filter(({ execution, removed }) => !removed && alive(execution))
      .map(({ execution }) => execution);
  const held = ({ projectId, id, attempt }: Execution) => {
    const row = rows.get(key(projectId, id));
    if (!row || row.removed || row.execution.status !== 'running') return undefined;
    return row.execution.attempt === attempt ? row.execution : undefined;
  };
  const put = (execution: Execution) =>
    rows.set(key(execution.projectId, execution.id), { execution, removed: false });

  return {
    async create(execution) {
      if (rows.has(key(execution.projectId, execution.id))) return 'exists';
      put(execution);
      return 'created';
    },
    get: async (projectId, id) => present(projectId, id),
    find: async (id) => live().find((execution) => execution.id === id),
    list: async (projectId) => live().filter((execution) => execution.projectId === projectId),
    listAll: async () => live(),

    async claim({ projectId, id }, now, leaseUntil) {
      const row = rows.get(key(projectId, id));
      if (!row) return { kind: 'missing' };
      const { execution, removed } = row;
      if (removed || execution.status !== 'running') return { kind: 'ended' };
      if (execution.leaseUntil && execution.leaseUntil > now)
        return { kind: 'leased', until: execution.leaseUntil };
      const claimed = { ...execution, attempt: execution.attempt + 1, leaseUntil };
      put(claimed);
      return { kind: 'claimed', execution: claimed };
    },

    async finish(execution) {
      if (!held(execution)) return 'stale';
      put(execution);
      return 'stored';
    },

    async release(execution, until) {
      const row = held(execution);
      if (!row) return 'stale';
      put({ ...row, attempt: row.attempt - 1, leaseUntil: until });
      return 'stored';
    },

    async remove(projectId, id) {
      const execution = present(projectId, id);
      if (!execution) return 'gone';
      rows.set(key(projectId, id), { execution, removed: true });
      return 'removed';
    },

    async usage(projectId) {
      const stored = live().filter((execution) => execution.projectId === projectId);
      const running = stored.filter(({ status }) => status === 'running');
      return { running: running.length, stored: stored.length };
    },

    due: async (now) =>
      live().filter(
        ({ status, leaseUntil, createdAt }) =>
          status === 'running' && (leaseUntil ?? after(createdAt, startSeconds)) <= now,
      ),
  };
}
