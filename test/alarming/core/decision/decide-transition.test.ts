import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlarmState } from '../../../../functions/alarming/core/alarm.ts';
import { alarmNotice } from '../../../../functions/alarming/core/decision/alarm-notice.ts';
import {
  decideTransition,
  transitionChange,
} from '../../../../functions/alarming/core/decision/decide-transition.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { anAlarm } from '../../support/alarm.ts';

const state = fc.constantFrom<AlarmState>('ok', 'alarm', 'insufficient data');
const now = '2026-01-02T00:00:00.000000Z';
const trigger = fc.constantFrom(
  { kind: 'event', messageId: 'm1', acceptanceId: 'a1' } as const,
  { kind: 'measures', window: 'w', decision: 'd', reasonData: '{}' } as const,
);
const actions = {
  ok: ['http://ok.example/'],
  alarm: ['http://alarm.example/', 'log://'],
  'insufficient data': null,
};

const decided = fc.record({ from: state, to: state, trigger }).map(({ from, to, ...rest }) => {
  const alarm = anAlarm({
    state: from,
    version: 7,
    okActions: actions.ok,
    alarmActions: actions.alarm,
    insufficientDataActions: actions['insufficient data'],
  });
  return { alarm, to, ...decideTransition(alarm, { id: 't', to, reason: 'why', now, ...rest }) };
});

const always = (
  law: (made: typeof decided extends fc.Arbitrary<infer Made> ? Made : never) => void,
) => fc.assert(fc.property(decided, law), { numRuns: propertyRuns(200) });

describe('a decision', () => {
  test('runs the actions of the state it leads to, whatever it was made on', () => {
    expect.hasAssertions();
    always(({ transition, to }) => {
      expect(transition.actions).toEqual(actions[to] ?? []);
    });
  });

  test('writes the alarm if and only if its state changes', () => {
    expect.hasAssertions();
    always(({ alarm, to, next }) => {
      const moved = { ...alarm, state: to, stateReason: 'why', stateAt: now, version: 8 };
      expect(next).toEqual(alarm.state === to ? undefined : moved);
    });
  });

  test('says in the notice and in the history which states it leads from and to', () => {
    expect.hasAssertions();
    always(({ alarm, to, transition }) => {
      const notice = alarmNotice(transition, { type: 'threshold' });
      expect(notice).toEqual({
        alarm_name: alarm.name,
        alarm_id: alarm.id,
        severity: alarm.severity,
        previous: alarm.state,
        current: to,
        reason: 'why',
        reason_data: { type: 'threshold' },
      });
      const { detail } = transitionChange(transition);
      expect(JSON.parse(detail)).toEqual({ state: to, transition_reason: 'why' });
    });
  });
});
