import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { isUuidLike } from '../../../platform/core/uuid.ts';
import { requireRole } from '../../core/alarm-access.ts';
import type { Backtest, BacktestHour, TimelineEntry } from '../../core/backtest/backtest.ts';
import { backtestLimits } from '../../core/backtest/backtest-limits.ts';
import { sumOfParts } from '../../core/backtest/coverage.ts';
import type { Ports } from '../../ports.ts';
import { endPart, readPart } from './backtest-part.ts';
import type { BacktestEnd } from './end-backtest.ts';
import { partOf } from './run-backtest.ts';

type ShowPorts = Pick<Ports, 'backtests' | 'payloads'>;

export interface BacktestResult extends BacktestEnd {
  readonly hours: readonly BacktestHour[];
  readonly timeline: readonly TimelineEntry[];
}

const backtestNotFound = (id: string): Fault => new Fault('not-found', `Backtest ${id} not found`);

/** A backtest of the caller's project. */
export async function findBacktest(
  { backtests }: Pick<Ports, 'backtests'>,
  caller: Caller,
  id: string,
): Promise<Backtest> {
  requireRole(caller, 'reader');
  const found = isUuidLike(id) ? await backtests.get(caller.projectId, id) : undefined;
  if (!found) throw backtestNotFound(id);
  return found;
}

/** The result of a backtest; undefined while it is running. */
export async function resultOf(
  ports: ShowPorts,
  backtest: Backtest,
): Promise<BacktestResult | undefined> {
  if (backtest.state !== 'done') return undefined;
  const end = await readPart<BacktestEnd>(ports, backtest, endPart);
  if (!end) throw backtestNotFound(backtest.id);
  const parts = await Promise.all(backtest.parts.map((name) => partOf(ports, backtest, name)));
  return {
    ...end,
    hours: sumOfParts(parts.flatMap(({ hours }) => hours)),
    timeline: parts.flatMap(({ timeline }) => timeline),
  };
}

/** The backtests of the caller's project, newest first; a page begins behind the one with the id `marker`. */
export async function listBacktests(
  { backtests }: Pick<Ports, 'backtests'>,
  caller: Caller,
  { marker, limit }: { readonly marker?: string | undefined; readonly limit?: number | undefined },
): Promise<readonly Backtest[]> {
  requireRole(caller, 'reader');
  return backtests.list(caller.projectId, {
    limit: limit ?? backtestLimits.listed,
    before: marker,
  });
}

/** Ends a backtest if it is running, and removes its result. */
export async function deleteBacktest(
  ports: Pick<Ports, 'backtests'>,
  caller: Caller,
  id: string,
): Promise<void> {
  requireRole(caller, 'member');
  await ports.backtests.remove(await findBacktest(ports, caller, id));
}
