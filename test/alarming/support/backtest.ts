import type { Backtest } from '../../../functions/alarming/core/backtest/backtest.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { anAlarm } from './alarm.ts';

/** When a backtest is created, if a test does not say. */
export const sampleAt = '2026-11-23T08:00:00.000000Z';

export const aBacktest = (over: Partial<Backtest> = {}): Backtest => ({
  id: nodeIds.ordered(over.createdAt ?? sampleAt),
  projectId: 'p1',
  alarmId: null,
  alarmName: 'n',
  rule: 'now',
  rearm: 60,
  from: '2026-11-22T08:00:00.000000Z',
  to: sampleAt,
  keptSince: null,
  createdAt: sampleAt,
  state: 'running',
  expected: 30_000,
  counts: { examined: 1, matched: 1, fired: 1, notified: 0 },
  alarm: anAlarm({ alarmActions: null }),
  rearmAt: null,
  place: { at: sampleAt, acceptance: 'a1' },
  parts: ['one'],
  armedPart: 0,
  timelineEntries: 1,
  timelineCharacters: 40,
  truncated: false,
  dueAt: after(sampleAt, 300),
  version: 1,
  ...over,
});
