import type { Caller } from '../../platform/core/caller.ts';
import { groupBy } from '../../platform/core/group-by.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import { requireReader } from '../core/console-access.ts';
import type { ConsolePorts } from '../ports.ts';
import { hasEndedBadly, hasFailed } from './overview.ts';
import { rowsSince } from './rows-since.ts';

/** What an alarm or a function did. */
export interface Summary {
  readonly id: string;
  /** The last firing or execution, as far as one was found; null if none was. */
  readonly lastAt: Instant | null;
  readonly inDay: number;
  /** Deliveries that failed, or executions. */
  readonly failuresInDay: number;
}

export interface Summaries {
  readonly items: readonly Summary[];
  /** Whether all rows of the day were counted. */
  readonly complete: boolean;
}

const daySeconds = 86_400;
/** A firing is two rows, of which one is read by key. */
const countedFirings = 1000;
const countedRows = 5000;

/** Of each alarm of the project: its firings and failed deliveries of the last 24 hours. */
export async function summarizeAlarms(
  ports: Pick<ConsolePorts, 'clock' | 'deliveries' | 'records' | 'transitions'>,
  caller: Caller,
): Promise<Summaries> {
  requireReader(caller);
  const { projectId } = caller;
  const since = after(ports.clock.now(), -daySeconds);
  const [alarms, firings, deliveries] = await Promise.all([
    ports.records.alarms(projectId),
    rowsSince(ports.transitions, projectId, { since, most: countedFirings }),
    rowsSince(ports.deliveries, projectId, { since, most: countedRows }),
  ]);
  const fired = groupBy(firings.rows, ({ alarmId }) => alarmId);
  const failed = groupBy(deliveries.rows.filter(hasFailed), ({ alarmId }) => alarmId);
  return {
    items: alarms.map(({ id }) => ({
      id,
      lastAt: fired.get(id)?.[0]?.at ?? null,
      inDay: fired.get(id)?.length ?? 0,
      failuresInDay: failed.get(id)?.length ?? 0,
    })),
    complete: firings.complete && deliveries.complete,
  };
}

/** Of each function of the project: its executions of the last 24 hours. */
export async function summarizeFunctions(
  ports: Pick<ConsolePorts, 'clock' | 'executions' | 'records'>,
  caller: Caller,
): Promise<Summaries> {
  requireReader(caller);
  const { projectId } = caller;
  const since = after(ports.clock.now(), -daySeconds);
  const [functions, executions] = await Promise.all([
    ports.records.functions(projectId),
    rowsSince(ports.executions, projectId, { since, most: countedRows }),
  ]);
  const run = groupBy(executions.rows, ({ functionId }) => functionId);
  return {
    items: functions.map(({ id }) => {
      const own = run.get(id) ?? [];
      return {
        id,
        lastAt: own[0]?.createdAt ?? null,
        inDay: own.length,
        failuresInDay: own.filter(hasEndedBadly).length,
      };
    }),
    complete: executions.complete,
  };
}
