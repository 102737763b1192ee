import type { Backtest } from '../../functions/alarming/core/backtest/backtest.ts';
import { expiryOf } from '../../functions/alarming/core/backtest/backtest.ts';
import type { BacktestStore, DueBacktests } from '../../functions/alarming/stored-event-ports.ts';
import type { Payload } from '../../functions/platform/core/payload.ts';
import type { Clock } from '../../functions/platform/ports.ts';
import { memoryDueRows } from './due-rows.ts';

const keyOf = (projectId: string, id: string): string => JSON.stringify([projectId, id]);

/** Backtests in memory. */
export function memoryBacktests(clock: Clock): {
  readonly backtests: BacktestStore;
  readonly dueBacktests: DueBacktests;
} {
  const rows = new Map<string, Backtest>();
  const parts = new Map<string, Payload>();
  const all = () => [...rows.values()].filter((row) => expiryOf(row) > clock.now());
  return {
    backtests: {
      async create(backtest, running) {
        const others = all().filter(
          ({ projectId, state }) => projectId === backtest.projectId && state === 'running',
        );
        if (others.length >= running) return 'full';
        rows.set(keyOf(backtest.projectId, backtest.id), backtest);
        return 'created';
      },
      get: async (projectId, id) =>
        all().find((row) => row.projectId === projectId && row.id === id),
      list: async (projectId, { limit, before = '~' }) =>
        all()
          .filter((row) => row.projectId === projectId && row.id < before)
          .toSorted((left, right) => (left.id < right.id ? 1 : -1))
          .slice(0, limit),
      async put(backtest) {
        const key = keyOf(backtest.projectId, backtest.id);
        if (rows.get(key)?.version !== backtest.version - 1) return 'stale';
        rows.set(key, backtest);
        return 'stored';
      },
      async remove({ projectId, id }) {
        rows.delete(keyOf(projectId, id));
      },
      async putPart({ projectId, id }, name, part) {
        parts.set(JSON.stringify([projectId, id, name]), part);
      },
      getPart: async ({ projectId, id }, name) => parts.get(JSON.stringify([projectId, id, name])),
    },
    dueBacktests: memoryDueRows(() =>
      all().flatMap(({ projectId, id, dueAt }) =>
        dueAt === null ? [] : [{ key: { projectId, id }, row: [projectId, id], at: dueAt }],
      ),
    ),
  };
}
