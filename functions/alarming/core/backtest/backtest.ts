import type { LogPlace } from '../../../events/core/log/logged-event.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import type { Alarm } from '../alarm.ts';
import { backtestLimits } from './backtest-limits.ts';

/** What arms the alarm again after it has fired: nothing, each firing itself, or so many seconds. */
export type Rearm = 'never' | 'at-once' | number;

export interface BacktestCounts {
  readonly examined: number;
  /** Events that hit the rule. */
  readonly matched: number;
  readonly fired: number;
  /** Firings with actions. */
  readonly notified: number;
}

/**
 * A run of an alarm over stored events. `alarm` is as the events so far have left it; its actions are not kept,
 * only whether there are any.
 */
export interface Backtest {
  readonly id: string;
  /** Of whoever asked; an administrator may ask about another project's alarm. */
  readonly projectId: string;
  /** null for a draft. */
  readonly alarmId: string | null;
  readonly alarmName: string;
  /** Whether the alarm is as it was then, with its changes. */
  readonly rule: 'now' | 'then';
  readonly rearm: Rearm;
  readonly from: Instant;
  /** Excluded. */
  readonly to: Instant;
  /** If the range begins before it: since when events are kept at most. */
  readonly keptSince: Instant | null;
  readonly createdAt: Instant;
  readonly state: 'running' | 'done';
  /** Stored events in the hours of the range. */
  readonly expected: number;
  readonly counts: BacktestCounts;
  readonly alarm: Alarm;
  /** When the alarm is armed again. */
  readonly rearmAt: Instant | null;
  /** The last event that was examined. */
  readonly place: LogPlace | null;
  /** The parts of the result so far, in order. */
  readonly parts: readonly string[];
  /** The first part with firings of the present arming. */
  readonly armedPart: number;
  readonly timelineEntries: number;
  readonly timelineCharacters: number;
  readonly truncated: boolean;
  /** When it is taken up again if nobody works on it; null when it is done. */
  readonly dueAt: Instant | null;
  readonly version: number;
}

export type BacktestKey = Pick<Backtest, 'projectId' | 'id'>;

/** A firing that would have been. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly messageId: string;
  readonly acceptanceId: string;
  readonly eventType: string;
  readonly previous: Alarm['state'];
  readonly current: Alarm['state'];
  readonly reason: string;
}

export interface BacktestHour {
  readonly hour: Instant;
  /** Rows of the log, copies made by replays included. */
  readonly seen: number;
  readonly examined: number;
  readonly matched: number;
  readonly fired: number;
}

/** What one step adds to the result. */
export interface BacktestPart {
  readonly hours: readonly BacktestHour[];
  readonly timeline: readonly TimelineEntry[];
  /** Of the message ids that the present arming has fired on. */
  readonly fired: readonly string[];
}

/** How long a step may take before somebody else takes the backtest up. */
const leaseSeconds = 300;

/** The next version, which belongs to whoever writes it. */
export const nextVersion = (
  backtest: Backtest,
  now: Instant,
  changes: Partial<Backtest> = {},
): Backtest => {
  const next = { ...backtest, ...changes, version: backtest.version + 1 };
  return { ...next, dueAt: next.state === 'running' ? after(now, leaseSeconds) : null };
};

/** The alarm with no more of its actions than that there are some: they may hold secrets. */
export const withoutActions = (alarm: Alarm): Alarm => ({
  ...alarm,
  okActions: null,
  insufficientDataActions: null,
  alarmActions: (alarm.alarmActions?.length ?? 0) > 0 ? ['log://'] : null,
});

export const expiryOf = ({ createdAt }: Pick<Backtest, 'createdAt'>): Instant =>
  after(createdAt, backtestLimits.keptSeconds);
