import { allDone } from '../../../platform/app/all-done.ts';
import { type BacktestKey, nextVersion } from '../../core/backtest/backtest.ts';
import type { Ports } from '../../ports.ts';

export type RequeuePorts = Pick<Ports, 'backtests' | 'backtestQueue' | 'clock' | 'dueBacktests'>;

/** Puts backtests that nobody works on any more back on their queue, and returns how many. */
export async function requeueBacktests(ports: RequeuePorts, limit: number): Promise<number> {
  const due = await ports.dueBacktests.due(ports.clock.now(), limit);
  const requeued = await allDone(
    due.map(({ key }) => requeue(ports, key)),
    'backtests not requeued',
  );
  return requeued.filter(Boolean).length;
}

/** Recorded first: only one of several sweepers succeeds, and the backtest is due again if its message gets lost. */
async function requeue(
  { backtests, backtestQueue, clock }: RequeuePorts,
  { projectId, id }: BacktestKey,
): Promise<boolean> {
  const now = clock.now();
  const backtest = await backtests.get(projectId, id);
  if (!backtest || backtest.dueAt === null || backtest.dueAt > now) return false;
  if ((await backtests.put(nextVersion(backtest, now))) === 'stale') return false;
  await backtestQueue.send({ v: 1, projectId, backtestId: id });
  return true;
}
