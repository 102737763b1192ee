import type { Json } from '../../platform/core/python-json.ts';
import type { BacktestResult } from '../app/backtest/show-backtest.ts';
import type { Backtest } from '../core/backtest/backtest.ts';
import { naiveTime } from '../core/time/naive-time.ts';

/** A backtest without its result. */
export const backtestView = (backtest: Backtest): { readonly [name: string]: Json } => {
  const { counts, rearm } = backtest;
  return {
    id: backtest.id,
    state: backtest.state,
    alarm_id: backtest.alarmId,
    name: backtest.alarmName,
    rule: backtest.rule,
    rearm,
    from: naiveTime(backtest.from),
    to: naiveTime(backtest.to),
    created_at: naiveTime(backtest.createdAt),
    expected: backtest.expected,
    examined: counts.examined,
    matched: counts.matched,
    fired: counts.fired,
    would_notify: counts.notified,
    truncated: backtest.truncated,
  };
};

export const backtestResultView = (
  backtest: Backtest,
  { hours, timeline, gaps, live }: BacktestResult,
): Json => ({
  ...backtestView(backtest),
  timeline: timeline.map(({ at, messageId, eventType, previous, current, reason }) => ({
    at: naiveTime(at),
    message_id: messageId,
    event_type: eventType,
    previous,
    current,
    reason,
    group: null,
  })),
  histogram: hours.map(({ hour, examined, matched, fired }) => ({
    hour: naiveTime(hour),
    examined,
    matched,
    fired,
  })),
  coverage: {
    complete: gaps.length === 0 && backtest.keptSince === null,
    kept_since: backtest.keptSince === null ? null : naiveTime(backtest.keptSince),
    gaps: gaps.map(({ hour, dropped, why }) => ({ hour: naiveTime(hour), dropped, why })),
  },
  live: live && {
    fired: live.fired,
    differences: live.differences.map(({ at, messageId, only, reason }) => ({
      at: naiveTime(at),
      message_id: messageId,
      only,
      reason,
    })),
  },
});
