import { randomUUID } from 'node:crypto';
import type { Alarm, AlarmChange } from '../../../functions/alarming/core/alarm.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import type { Transition } from '../../../functions/alarming/core/decision/transition.ts';

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
  epoch: 1,
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

/** A firing of the alarm on an event. */
export const aFiring = (
  alarm: Alarm,
  { messageId = 'm1', ...over }: Partial<Transition> & { readonly messageId?: string } = {},
): Transition => ({
  id: nodeIds.ordered(over.at ?? '2026-01-01T00:00:01.000000Z'),
  alarmId: alarm.id,
  projectId: alarm.projectId,
  arming: alarm.arming,
  trigger: { kind: 'event', messageId, acceptanceId: 'a1' },
  alarmName: alarm.name,
  severity: alarm.severity,
  from: alarm.state,
  to: 'alarm',
  reason: 'Event <id=m1,event_type=t> hits the query <query=[]>.',
  actions: ['http://receiver.example/hook'],
  at: '2026-01-01T00:00:01.000000Z',
  ...over,
});

/** A transition of the alarm on measures. */
export const aMeasured = (
  alarm: Alarm,
  {
    window = 'w1',
    decision = 'ok',
    ...over
  }: Partial<Transition> & {
    readonly window?: string;
    readonly decision?: string;
  } = {},
): Transition =>
  aFiring(alarm, {
    trigger: { kind: 'measures', window, decision, reasonData: '{"type": "threshold"}' },
    to: 'ok',
    reason: 'Transition to ok due to 1 samples inside threshold, most recent: 9.0',
    ...over,
  });

/** The alarm after a firing. */
export const fired = (alarm: Alarm): Alarm => ({
  ...alarm,
  state: 'alarm',
  version: alarm.version + 1,
});
