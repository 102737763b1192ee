import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setAlarmState } from '../../../functions/alarming/app/alarms/set-alarm-state.ts';
import { updateAlarm } from '../../../functions/alarming/app/alarms/update-alarm.ts';
import { withLastReason } from '../../../functions/alarming/app/alarms/last-reason.ts';
import { createAlarm } from '../../../functions/alarming/app/alarms/create-alarm.ts';
import { alarmAt } from '../../../functions/alarming/core/alarm-at.ts';
import { creationDetail } from '../../../functions/alarming/core/alarm-detail.ts';
import type { Alarm, AlarmState } from '../../../functions/alarming/core/alarm.ts';
import type { EventRule } from '../../../functions/events/core/event-rule.ts';
import { isObject, loads } from '../../../functions/platform/core/python-json.ts';
import { rule } from '../../events/support/notification-arbitrary.ts';
import { anEvent, eventWorld } from '../../events/support/event-world.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { aChange, anAlarm } from '../support/alarm.ts';

const caller = { userId: 'u1', projectId: 'p1', roles: ['member' as const], token: 't' };
const state = fc.constantFrom<AlarmState>('ok', 'alarm', 'insufficient data');
const actions = fc.option(fc.array(fc.webUrl(), { maxLength: 2 }));

/** The API refuses half of a surrogate pair, which has no UTF-8. */
const isStorable = (event: EventRule) => !/\\ud[89a-f]/.test(JSON.stringify(event));

const draft = fc.record({
  name: fc.string({ minLength: 1, maxLength: 8 }),
  description: fc.option(fc.string({ maxLength: 8 })),
  enabled: fc.boolean(),
  severity: fc.constantFrom('low', 'moderate', 'critical'),
  rule: fc.oneof(
    rule.filter(isStorable).map((event) => ({ type: 'event' as const, event })),
    fc.constant({ type: 'prometheus' as const, document: { query: 'up', threshold: 1.5 } }),
  ),
  state,
  repeatActions: fc.option(fc.boolean()),
  okActions: actions,
  alarmActions: actions,
  insufficientDataActions: actions,
  timeConstraints: fc.constantFrom(
    [],
    [{ name: 'n', description: 'd', start: '0 1 * * *', durationSeconds: 60, timezone: '' }],
  ),
});

const edit = fc.oneof(
  draft.map((to) => ({ kind: 'put', to }) as const),
  state.map((to) => ({ kind: 'state', to }) as const),
  fc.constant({ kind: 'event' } as const),
);

/** What the history says of an alarm, apart from the times of changes. */
function shownOf(alarm: Alarm) {
  const shown = loads(creationDetail(alarm));
  if (!isObject(shown)) throw new Error('not an object');
  const { timestamp: _timestamp, state_timestamp: _stateTimestamp, ...rest } = shown;
  return rest;
}

describe('alarmAt', () => {
  test('C3: replaying any edits gives the alarm as it was after each of them', async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(draft, fc.array(edit, { maxLength: 8 }), async (first, edits) => {
        const world = eventWorld();
        const { ports } = world;
        const { clock } = ports;
        const { id } = await createAlarm(ports, caller, first);
        const current = async () => {
          const alarm = await ports.alarms.get('p1', id);
          if (!alarm) throw new Error('the alarm is gone');
          return withLastReason(ports, alarm);
        };
        const seen = [{ at: clock.now(), alarm: await current() }];
        for (const [index, each] of edits.entries()) {
          const at = clock.advance(1);
          // oxlint-disable-next-line no-await-in-loop -- one edit after the other
          if (each.kind === 'put') await updateAlarm(ports, caller, id, each.to);
          // oxlint-disable-next-line no-await-in-loop -- one edit after the other
          else if (each.kind === 'state') await setAlarmState(ports, caller, id, each.to);
          // oxlint-disable-next-line no-await-in-loop -- one edit after the other
          else await world.publish(anEvent({ id: `m${index}` }));
          // oxlint-disable-next-line no-await-in-loop -- one edit after the other
          seen.push({ at, alarm: await current() });
        }
        const history = await ports.alarmHistory.listOfAlarm('p1', id, { limit: 100 });
        for (const { at, alarm } of seen) {
          const then = alarmAt(await current(), history, at);
          expect(then.kind === 'known' && shownOf(then.alarm)).toEqual(shownOf(alarm));
        }
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  const alarm = anAlarm({ enabled: false });
  const creation = aChange(alarm, {
    at: '2026-01-02T00:00:00.000000Z',
    detail: creationDetail(alarm),
  });
  const change = aChange(alarm, {
    type: 'rule change',
    at: '2026-01-04T00:00:00.000000Z',
    detail: '{"enabled": false}',
  });

  test('says that there was no alarm yet', () => {
    const then = alarmAt(alarm, [creation, change], '2026-01-01T00:00:00.000000Z');
    expect(then).toEqual({ kind: 'not-created' });
  });

  test('says that it cannot know what the history no longer has', () => {
    const then = alarmAt(alarm, [change], '2026-01-03T00:00:00.000000Z');
    expect(then).toEqual({ kind: 'older-than-history' });
    expect(alarmAt(alarm, [], '2026-01-03T00:00:00.000000Z')).toEqual({
      kind: 'older-than-history',
    });
  });

  test('after the last change is the alarm itself, even if its creation is no longer known', () => {
    const then = alarmAt(alarm, [change], '2026-01-05T00:00:00.000000Z');
    expect(then).toEqual({ kind: 'known', alarm });
  });
});
