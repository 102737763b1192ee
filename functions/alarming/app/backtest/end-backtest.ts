import { type AlarmChange, isEvaluated } from '../../core/alarm.ts';
import type {
  Backtest,
  BacktestHour,
  BacktestPart,
  TimelineEntry,
} from '../../core/backtest/backtest.ts';
import { backtestLimits } from '../../core/backtest/backtest-limits.ts';
import { type Gap, gapsOf, isWholeHourOf, sumOfParts } from '../../core/backtest/coverage.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvents } from '../../stored-event-ports.ts';
import { examinedChanges } from '../alarms/alarm-history.ts';
import { readPart } from './backtest-part.ts';

export type EndPorts = Pick<Ports, 'alarmHistory' | 'backtests' | 'payloads' | 'storedEvents'> & {
  readonly transitions: Pick<Ports['transitions'], 'list'>;
};

/** A firing that only the backtest or only the alarm has. */
export interface LiveDifference {
  readonly at: Instant;
  /** Of a firing of the alarm's that the backtest does not have, the reason names the event. */
  readonly messageId: string | null;
  readonly only: 'backtest' | 'live';
  readonly reason: string;
}

/** What a backtest says when it has ended, beside its parts. */
export interface BacktestEnd {
  readonly gaps: readonly Gap[];
  readonly live: {
    readonly fired: number;
    readonly differences: readonly LiveDifference[];
  } | null;
}

export async function endOf(
  ports: Omit<EndPorts, 'storedEvents'> & { readonly storedEvents: StoredEvents },
  backtest: Backtest,
): Promise<BacktestEnd> {
  const hours: BacktestHour[] = [];
  const timeline: TimelineEntry[] = [];
  for (const name of backtest.parts) {
    // oxlint-disable-next-line no-await-in-loop -- a part may be large
    const part = await readPart<BacktestPart>(ports, backtest, name);
    hours.push(...(part?.hours ?? []));
    timeline.push(
      ...(part?.timeline ?? []).slice(0, backtestLimits.comparedFirings - timeline.length),
    );
  }
  const { from, to } = backtest;
  const { projectId } = backtest.alarm;
  const counts = (await ports.storedEvents.hours(projectId, from, to)).filter(
    ({ hour }) => hour < to,
  );
  return {
    gaps: gapsOf(counts, sumOfParts(hours), isWholeHourOf(backtest)),
    live: backtest.rule === 'then' ? await liveOf(ports, backtest, timeline) : null,
  };
}

async function liveOf(
  { alarmHistory, transitions }: Pick<EndPorts, 'alarmHistory' | 'transitions'>,
  { alarmId, from, to, alarm: { projectId } }: Backtest,
  timeline: readonly TimelineEntry[],
): Promise<BacktestEnd['live']> {
  if (alarmId === null) return null;
  const page = { limit: examinedChanges };
  const history = await alarmHistory.listOfAlarm(projectId, alarmId, page);
  const fired = history.filter(
    (change) => isEvaluated(change) && from <= change.at && change.at < to,
  );
  const known = new Set<string>();
  const differences: LiveDifference[] = [];
  for (const { at, messageId, acceptanceId, reason } of timeline) {
    const trigger = { kind: 'event', messageId } as const;
    // oxlint-disable-next-line no-await-in-loop -- a bounded number, which most alarms never come near
    const records = await transitions.list(projectId, alarmId, trigger);
    const own = records.find(
      (each) => each.trigger.kind === 'event' && each.trigger.acceptanceId === acceptanceId,
    );
    if (own) known.add(own.id);
    else differences.push({ at, messageId, only: 'backtest', reason });
  }
  // Behind the last firing that was looked up, nothing is compared.
  const compared = timeline.length < backtestLimits.comparedFirings ? to : timeline.at(-1)?.at;
  const onlyLive = fired
    .filter(({ at, eventId }) => !known.has(eventId) && at < (compared ?? to))
    .map(onlyLiveOf);
  return {
    // An event of the last moment may have been decided on later.
    fired: Math.max(fired.length, known.size + onlyLive.length),
    differences: [...differences, ...onlyLive].slice(0, backtestLimits.differences),
  };
}

const onlyLiveOf = (change: AlarmChange): LiveDifference => ({
  at: change.at,
  messageId: null,
  only: 'live',
  reason: reasonIn(change),
});

/** Why an alarm fired, by its history entry. */
export function reasonIn({ detail }: AlarmChange): string {
  const { transition_reason: reason }: { transition_reason?: unknown } = JSON.parse(detail);
  return typeof reason === 'string' ? reason : '';
}
