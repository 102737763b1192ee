import { randomUUID } from 'node:crypto';
import type { Replay } from '../../../functions/alarming/core/replay/replay.ts';

export const aReplay = (over: Partial<Replay> = {}): Replay => ({
  projectId: 'p1',
  id: randomUUID(),
  mode: 'real',
  state: 'running',
  source: { kind: 'event', messageId: 'm1', acceptance: 'a1' },
  target: { kind: 'alarm', alarmId: '0b1b1a9e-4a5a-4c34-8b0e-0a7f3c1d2e3f' },
  asNew: false,
  createdAt: '2026-11-23T08:00:00.000000Z',
  count: 1,
  sent: 0,
  run: 'r1',
  dueAt: '2026-11-23T08:02:00.000000Z',
  version: 1,
  ...over,
});
