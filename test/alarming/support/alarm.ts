import { randomUUID } from 'node:crypto';
import type { Alarm, AlarmChange } from '../../../functions/alarming/core/alarm.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import type { Firing } from '../../../functions/alarming/core/decision/firing.ts';

/** A new event alarm. */
export const anAlarm = (over: Partial<Alarm> = {}): Alarm => ({
  id: randomUUID(),
  projectId: 'p1',
  userId: 'u1',
  name: 'new-instance',
  description: 'Alarm when * event occurred.',
  enabled: true,
  severity: 'low',
  rule: { type: 'event', event: { eventType: '*', query: [] } },
  state: 'insufficient data',
  stateReason: 'Not evaluated yet',
  stateAt: '2026-01-01T00:00:00.000000Z',
  updatedAt: '2026-01-01T00:00:00.000000Z',
  repeatActions: false,
  okActions: [],
  alarmActions: ['http://receiver.example/hook'],
  insufficientDataActions: [],
  timeConstraints: [],
  arming: 1,
  version: 1,
  ...over,
});

export const aChange = (alarm: Alarm, over: Partial<AlarmChange> = {}): AlarmChange => ({
  eventId: nodeIds.ordered(over.at ?? '2026-01-01T00:00:00.000000Z'),
  alarmId: alarm.id,
  type: 'creation',
  detail: '{}',
  userId: 'u1',
  projectId: 'p1',
  onBehalfOf: alarm.projectId,
  severity: 'low',
  at: '2026-01-01T00:00:00.000000Z',
  ...over,
});

export const aFiring = (alarm: Alarm, over: Partial<Firing> = {}): Firing => ({
  id: nodeIds.ordered(over.at ?? '2026-01-01T00:00:01.000000Z'),
  alarmId: alarm.id,
  projectId: alarm.projectId,
  messageId: 'm1',
  arming: alarm.arming,
  acceptanceId: 'a1',
  alarmName: alarm.name,
  severity: alarm.severity,
  previous: alarm.state,
  reason: 'Event <id=m1,event_type=t> hits the query <query=[]>.',
  actions: ['http://receiver.example/hook'],
  at: '2026-01-01T00:00:01.000000Z',
  ...over,
});

/** The alarm after a firing. */
export const fired = (alarm: Alarm): Alarm => ({
  ...alarm,
  state: 'alarm',
  version: alarm.version + 1,
});
