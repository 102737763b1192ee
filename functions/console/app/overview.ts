import type { AlarmState } from '../../alarming/core/alarm.ts';
import type { DeliverySummary } from '../../alarming/core/delivery/delivery.ts';
import type { ExecutionSummary } from '../../engine/core/executions/execution.ts';
import type { Caller } from '../../platform/core/caller.ts';
import { groupBy } from '../../platform/core/group-by.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import { requireReader } from '../core/console-access.ts';
import type { ConsolePorts } from '../ports.ts';
import { type Described, describeActivity } from './describe-activity.ts';
import { rowsSince } from './rows-since.ts';

export type Counts = Readonly<Record<string, number>>;

/** What a project has, and what happened in it in the last hour. */
export interface Overview {
  readonly since: Instant;
  /** Undefined if the deployment stores no events. */
  readonly events: { readonly accepted: number; readonly complete: boolean } | undefined;
  readonly firings: number;
  readonly deliveries: Counts;
  readonly executions: Counts;
  readonly alarms: {
    readonly total: number;
    readonly byState: Readonly<Record<AlarmState, number>>;
  };
  readonly functions: number;
  /** The newest failed deliveries and executions. */
  readonly failures: readonly Described[];
  /** Whether all rows of the hour were counted. */
  readonly complete: boolean;
}

const seconds = 3600;
/** How many rows of each kind are counted. Five thousand of a kilobyte cost 625 units. */
const countedRows = 5000;
const shownFailures = 10;

export async function showOverview(ports: ConsolePorts, caller: Caller): Promise<Overview> {
  requireReader(caller);
  const { projectId } = caller;
  const since = after(ports.clock.now(), -seconds);
  const range = { since, most: countedRows };
  const [events, firings, deliveries, executions, alarms, functions] = await Promise.all([
    ports.events && rowsSince(ports.events, projectId, range),
    rowsSince(ports.transitions, projectId, range),
    rowsSince(ports.deliveries, projectId, range),
    rowsSince(ports.executions, projectId, range),
    ports.records.alarms(projectId),
    ports.records.functions(projectId),
  ]);
  const inState = (state: AlarmState) => alarms.filter((alarm) => alarm.state === state).length;
  return {
    since,
    events: events && { accepted: events.rows.length, complete: events.complete },
    firings: firings.rows.length,
    deliveries: countsBy(deliveries.rows, ({ state }) => state),
    executions: countsBy(executions.rows, ({ status }) => status),
    alarms: {
      total: alarms.length,
      byState: {
        ok: inState('ok'),
        alarm: inState('alarm'),
        'insufficient data': inState('insufficient data'),
      },
    },
    functions: functions.length,
    failures: await failuresAmong(ports, deliveries.rows, executions.rows),
    complete: firings.complete && deliveries.complete && executions.complete,
  };
}

export const hasFailed = ({ state }: DeliverySummary): boolean =>
  state === 'failed' || state === 'dead';

export const hasEndedBadly = ({ status }: ExecutionSummary): boolean =>
  status === 'failed' || status === 'error';

function failuresAmong(
  ports: ConsolePorts,
  deliveries: readonly DeliverySummary[],
  executions: readonly ExecutionSummary[],
): Promise<readonly Described[]> {
  const failed = [
    ...deliveries
      .filter(hasFailed)
      .slice(0, shownFailures)
      .map((row) => ({ kind: 'delivery' as const, at: row.updatedAt, row })),
    ...executions
      .filter(hasEndedBadly)
      .slice(0, shownFailures)
      .map((row) => ({ kind: 'execution' as const, at: row.updatedAt ?? row.createdAt, row })),
  ];
  const newest = failed.toSorted((left, right) => (left.at < right.at ? 1 : -1));
  return describeActivity(ports, newest.slice(0, shownFailures));
}

export const countsBy = <Row>(rows: readonly Row[], nameOf: (row: Row) => string): Counts =>
  Object.fromEntries([...groupBy(rows, nameOf)].map(([name, some]) => [name, some.length]));
