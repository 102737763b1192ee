import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventRule } from '../../../../functions/events/core/event-rule.ts';
import { readNotification } from '../../../../functions/events/core/read-notification.ts';
import { hits } from '../../../../functions/alarming/core/decision/hits.ts';
import { everyPartHolds, judge } from '../../../../functions/alarming/core/decision/judge.ts';
import { loads } from '../../../../functions/platform/core/python-json.ts';
import {
  eventText,
  glob,
  rule,
  traitCondition,
} from '../../../events/support/notification-arbitrary.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const rules = fc.oneof(
  rule,
  fc
    .array(traitCondition, { minLength: 1, maxLength: 3 })
    .map((query): EventRule => ({ eventType: '*', query })),
  glob.map((eventType): EventRule => ({ eventType, query: [] })),
);
const notification = eventText.map((text) => {
  const reading = readNotification(loads(text));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return reading.notification;
});

test('C2: an event hits a rule if and only if every part of the judgement holds', () => {
  let hit = 0;
  fc.assert(
    fc.property(rules, notification, (eventRule, event) => {
      const expected = hits(eventRule, event);
      if (expected) hit += 1;
      expect(everyPartHolds(judge(eventRule, event))).toBe(expected);
    }),
    { numRuns: propertyRuns(5000) },
  );
  expect(hit).toBeGreaterThan(0);
});

test('G-b: a condition holds in a judgement if and only if it holds alone in a rule', () => {
  let parts = 0;
  fc.assert(
    fc.property(rules, notification, (eventRule, event) => {
      const { type, conditions } = judge(eventRule, event);
      expect(type.holds).toBe(hits({ ...eventRule, query: [] }, event));
      for (const { holds, condition } of conditions) {
        parts += 1;
        expect(holds).toBe(hits({ eventType: '*', query: [condition] }, event));
      }
    }),
    { numRuns: propertyRuns(2000) },
  );
  expect(parts).toBeGreaterThan(0);
});
