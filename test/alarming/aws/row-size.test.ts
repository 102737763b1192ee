import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alarmAttribute } from '../../../functions/alarming/aws/alarm-rows.ts';
import { changeRow } from '../../../functions/alarming/aws/history-rows.ts';
import { transitionRow } from '../../../functions/alarming/aws/transition-rows.ts';
import { creationDetail } from '../../../functions/alarming/core/alarm-detail.ts';
import { alarmLimits } from '../../../functions/alarming/core/alarm-limits.ts';
import { requireSize } from '../../../functions/alarming/core/alarm-size.ts';
import { fireAlarm, firesOn } from '../../../functions/alarming/core/decision/fire-alarm.ts';
import { readAlarm } from '../../../functions/alarming/http/read-alarm.ts';
import { eventLimits } from '../../../functions/events/core/event-limits.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { Fault } from '../../../functions/platform/core/fault.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { aChange, anAlarm } from '../support/alarm.ts';

/** DynamoDB's limit on an item, without what keys and names take. */
const itemBytes = 395 * 1024;
const bytesOf = (row: unknown): number => Buffer.byteLength(JSON.stringify(row));

/** Characters that grow most when they are written: in UTF-8, in ASCII, in JSON within JSON. */
const filler = fc.constantFrom('x', '"', '\\', '\u007f', 'é', '\u0001', '€', '😀', '\uffff');
const share = fc.double({ min: 0.5, max: 1, noNaN: true });
const filled = fc.array(share, { maxLength: 30 });

/** Bodies of up to the largest size, filled with one character. */
const body = fc
  .record({
    character: filler,
    conditions: filled,
    actions: filled,
    constraints: fc.array(share, { maxLength: 4 }),
    description: share,
  })
  .map(({ character, conditions, actions, constraints, description }) => {
    const text = (of: number, most: number) =>
      character.repeat(Math.floor((of * most) / character.length));
    return {
      name: 'n',
      type: 'event',
      description: text(description, alarmLimits.descriptionCharacters),
      alarm_actions: actions.map((of, index) => `http://h/${index}${text(of, 4000)}`),
      time_constraints: constraints.map((of, index) => ({
        name: String(index),
        start: '0 1 * * *',
        duration: 1,
        description: text(of, alarmLimits.descriptionCharacters),
      })),
      event_rule: {
        query: conditions.map((of) => ({
          field: 'traits.a',
          op: 'ne',
          type: '',
          value: text(of, alarmLimits.valueCharacters),
        })),
      },
    };
  })
  .filter((json) => bytesOf(json) <= alarmLimits.bodyBytes);

const longName = '\uffff'.repeat(eventLimits.nameCharacters);
const reading = readNotification(
  loads(
    JSON.stringify({
      message_id: longName,
      event_type: longName,
      traits: [['project_id', 1, 'p1']],
    }),
  ),
);

test('the rows of every alarm that is accepted, of its creation and its firings fit DynamoDB', () => {
  expect.hasAssertions();
  if (reading.kind === 'refused') throw new Error(reading.reason);
  const { notification } = reading;
  const accepted = { count: 0 };
  fc.assert(
    fc.property(body, (json) => {
      const draft = readAlarm(loads(JSON.stringify(json)));
      try {
        requireSize(draft);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        return;
      }
      accepted.count += 1;
      const owner = { projectId: 'p1', userId: 'u1' };
      const description = draft.description ?? '';
      const alarm = { ...anAlarm(), ...draft, ...owner, description };
      const now = alarm.updatedAt;
      const creation = aChange(alarm, { detail: creationDetail(alarm) });
      expect(bytesOf(changeRow(creation, now))).toBeLessThan(itemBytes);
      if (!firesOn(alarm, notification)) throw new Error('must fire');
      const fired = fireAlarm(alarm, notification, { id: 'f', acceptanceId: 'a', now });
      expect(bytesOf(transitionRow(fired.transition, now))).toBeLessThan(itemBytes);
      expect(bytesOf(alarmAttribute(fired.next ?? alarm))).toBeLessThan(itemBytes);
    }),
    { numRuns: propertyRuns(200) },
  );
  expect(accepted.count).toBeGreaterThan(0);
});
