import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SampleEvent } from '../../../console/src/screens/alarms/editor/judged-event.ts';
import { seenValues } from '../../../console/src/screens/alarms/editor/seen-values.ts';
import { requireCondition } from '../../../functions/alarming/core/rule/alarm-condition.ts';
import { holds } from '../../../functions/events/core/event-match.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { eventText } from '../../events/support/notification-arbitrary.ts';

function sample(text: string): SampleEvent {
  const reading = readNotification(loads(text));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return { notification: reading.notification, acceptedAt: '' };
}

/** What the API takes as the name of a trait in a condition. */
const fieldName = /^[a-zA-Z.',0-9_-]+$/;

const event = (event_type: string, ...traits: readonly unknown[]) =>
  sample(JSON.stringify({ message_id: 'm', event_type, generated: '2026-11-27T10:00:00', traits }));

test('a value that is offered holds on an event that has it', () => {
  let offered = 0;
  fc.assert(
    fc.property(eventText, (text) => {
      const one = sample(text);
      const names = [...one.notification.traits.keys()].filter((name) => fieldName.test(name));
      for (const name of names)
        for (const { type, value } of seenValues([one], '*', `traits.${name}`)) {
          offered += 1;
          const condition = { field: `traits.${name}`, op: 'eq', type, value };
          expect(holds(requireCondition(condition), one.notification)).toBe(true);
        }
    }),
  );
  expect(offered).toBeGreaterThan(0);
});

test('each value is offered once, the latest first, of the types that the glob matches', () => {
  const samples = [
    event('compute.create', ['memory', 2, 512]),
    event('compute.delete', ['memory', 2, 1024]),
    event('compute.create', ['memory', 2, 512]),
    event('volume.create', ['memory', 2, 2048]),
    event('compute.create', ['other', 1, 'x']),
  ];
  const values = seenValues(samples, 'compute.*', 'traits.memory').map(({ value }) => value);
  expect(values).toEqual(['512', '1024']);
  expect(seenValues(samples, 'compute.*', 'event_type').map(({ value }) => value)).toEqual([
    'compute.create',
    'compute.delete',
  ]);
});

test('a text that is too long to be shown whole is not offered', () => {
  expect(seenValues([event('a', ['t', 1, 'x'.repeat(300)])], '*', 'traits.t')).toEqual([]);
});
