import { aKey, aRow, rowKey } from './dynamo-limits.ts';
import {
  dueTime,
  isFollowedUp,
  reviewWindow,
} from '../../functions/engine/core/executions/execution-schedule.ts';
import type {
  Execution,
  ExecutionSummary,
} from '../../functions/engine/core/executions/execution.ts';
import type {
  ExecutionAttempts,
  ExecutionReviews,
  ExecutionStore,
  TimePage,
} from '../../functions/engine/execution-ports.ts';
import { type Instant, millisecondsOf } from '../../functions/platform/core/instant.ts';
import { earliestId } from '../../functions/platform/core/ordered-id.ts';
import { memoryDueRows } from './due-rows.ts';
import type { Clock } from '../../functions/platform/ports.ts';

const millisecondsPerDay = 24 * 60 * 60 * 1000;

interface Row {
  readonly execution: Execution;
  readonly removed: boolean;
  readonly dueAt: Instant | null;
}

const key = rowKey;

const page = (executions: readonly Execution[], { limit, before }: TimePage) =>
  executions
    .filter(({ id }) => before === undefined || id < before)
    .toSorted((left, right) => (left.id < right.id ? 1 : -1))
    .slice(0, limit)
    .map(summaryOf);

/** Executions in a Map, behind the ports that read and write them. */
export function memoryExecutionStores({
  clock,
  retentionDays,
}: {
  readonly clock: Clock;
  readonly retentionDays: number;
}): {
  readonly executions: ExecutionStore;
  readonly attempts: ExecutionAttempts;
  readonly executionReviews: ExecutionReviews;
} {
  const rows = new Map<string, Row>();
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
  const put = (execution: Execution, dueAt: Instant | null) =>
    rows.set(key(execution.projectId, execution.id), {
      execution: { ...execution, ...aRow(summaryOf(execution)) },
      removed: false,
      dueAt,
    });
  const executions: ExecutionStore = {
    async create(execution) {
      if (rows.has(key(execution.projectId, execution.id))) return 'exists';
      put(execution, isFollowedUp(execution) ? dueTime(execution) : null);
      return 'created';
    },
    get: async (projectId, id) => present(projectId, id),
    find: async (id) => shown().find((execution) => execution.id === aKey(id)),
    list: async (projectId, asked) =>
      page(
        shown().filter((execution) => execution.projectId === projectId),
        asked,
      ),
    listAll: async (asked) => page(shown(), asked),

    async remove(projectId, id) {
      const execution = present(projectId, id);
      if (!execution) return 'gone';
      rows.set(key(projectId, id), { execution, removed: true, dueAt: null });
      return 'removed';
    },

    async usage(projectId) {
      const stored = shown().filter(
        (execution) => execution.projectId === projectId && execution.counted,
      );
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
      put(claimed, leaseUntil);
      return { kind: 'claimed', execution: claimed };
    },

    async finish(execution) {
      if (!held(execution)) return 'stale';
      put({ ...execution, leaseUntil: null }, null);
      return 'stored';
    },

    async release(execution, until) {
      const row = held(execution);
      if (!row) return 'stale';
      put({ ...row, attempt: row.attempt - 1, leaseUntil: until }, until);
      return 'stored';
    },

    ...memoryDueRows(() =>
      [...rows.values()].flatMap(({ dueAt, execution: { projectId, id } }) =>
        dueAt === null ? [] : [{ key: { projectId, id }, row: [projectId, id], at: dueAt }],
      ),
    ),
  };

  let reviewedUntil: Instant | undefined;
  const executionReviews: ExecutionReviews = {
    async begin(now) {
      const window = reviewWindow(reviewedUntil, now);
      if (!window) return undefined;
      const [from, until] = [earliestId(window.from), earliestId(window.until)];
      const lost = [...rows.values()].filter(
        ({ execution: { id, status }, removed, dueAt }) =>
          !removed && status === 'running' && dueAt === null && id >= from && id <= until,
      );
      return {
        until: window.until,
        lost: lost.map(({ execution: { projectId, id } }) => ({ projectId, id })),
      };
    },
    async end({ until }) {
      reviewedUntil = until;
    },
  };

  return { executions, attempts, executionReviews };
}

function summaryOf(execution: Execution): ExecutionSummary {
  const { input: _input, log: _log, result: _result, ...summary } = execution;
  return summary;
}
