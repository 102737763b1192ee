import { dueTime } from '../../functions/engine/core/executions/execution-schedule.ts';
import type { Execution } from '../../functions/engine/core/executions/execution.ts';
import type { ExecutionAttempts, ExecutionStore } from '../../functions/engine/ports.ts';
import { memoryDueRows } from './due-rows.ts';
import { millisecondsOf } from '../../functions/platform/core/instant.ts';
import type { Clock } from '../../functions/platform/ports.ts';

const millisecondsPerDay = 24 * 60 * 60 * 1000;

const key = (projectId: string, id: string) => `${projectId}/${id}`;

/** Executions in a Map, behind both ports that read and write them. */
export function memoryExecutionStores({
  clock,
  retentionDays,
}: {
  readonly clock: Clock;
  readonly retentionDays: number;
}): { readonly executions: ExecutionStore; readonly attempts: ExecutionAttempts } {
  const rows = new Map<string, { readonly execution: Execution; readonly removed: boolean }>();
  const isKept = ({ createdAt }: Execution) =>
    millisecondsOf(createdAt) + retentionDays * millisecondsPerDay > millisecondsOf(clock.now());
  const present = (projectId: string, id: string) => {
    const row = rows.get(key(projectId, id));
    return row && !row.removed && isKept(row.execution) ? row.execution : undefined;
  };
  const shown = () =>
    [...rows.values()]
      .filter(({ execution, removed }) => !removed && isKept(execution))
      .map(({ execution }) => execution);
  const held = ({ projectId, id, attempt }: Execution) => {
    const row = rows.get(key(projectId, id));
    if (!row || row.removed || row.execution.status !== 'running') return undefined;
    return row.execution.attempt === attempt ? row.execution : undefined;
  };
  const put = (execution: Execution) =>
    rows.set(key(execution.projectId, execution.id), { execution, removed: false });

  const executions: ExecutionStore = {
    async create(execution) {
      if (rows.has(key(execution.projectId, execution.id))) return 'exists';
      put(execution);
      return 'created';
    },
    get: async (projectId, id) => present(projectId, id),
    find: async (id) => shown().find((execution) => execution.id === id),
    list: async (projectId) => shown().filter((execution) => execution.projectId === projectId),
    listAll: async () => shown(),

    async remove(projectId, id) {
      const execution = present(projectId, id);
      if (!execution) return 'gone';
      rows.set(key(projectId, id), { execution, removed: true });
      return 'removed';
    },

    async usage(projectId) {
      const stored = shown().filter((execution) => execution.projectId === projectId);
      const running = stored.filter(({ status }) => status === 'running');
      return { running: running.length, stored: stored.length };
    },
  };

  const attempts: ExecutionAttempts = {
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

    ...memoryDueRows(() =>
      shown()
        .filter(({ status }) => status === 'running')
        .map(({ projectId, id, ...execution }) => ({
          key: { projectId, id },
          row: [projectId, id],
          at: dueTime(execution),
        })),
    ),
  };

  return { executions, attempts };
}
