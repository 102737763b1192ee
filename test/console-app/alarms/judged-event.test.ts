import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { judged, samplesOf } from '../../../console/src/screens/alarms/editor/judged-event.ts';
import { hits } from '../../../functions/alarming/core/decision/hits.ts';
import type { EventRule } from '../../../functions/events/core/event-rule.ts';
import { readEventBody } from '../../../functions/events/core/log/event-body.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { eventView } from '../../../functions/events/http/log/event-view.ts';
import { dumps, loads } from '../../../functions/platform/core/python-json.ts';
import { eventText, rule, traitCondition } from '../../events/support/notification-arbitrary.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const at = '2026-11-27T10:00:00.000000Z';

/** The events as the log's API answers with them. */
function answered(...texts: readonly string[]) {
  const views = texts.map((text) => {
    const { eventType, messageId } = read(text);
    const body = { kind: 'text', text } as const;
    const event = {
      projectId: 'p1',
      acceptance: 'a1',
      at,
      generated: at,
      eventType,
      messageId,
      body,
    };
    return eventView({ event, body: readEventBody(text, at) });
  });
  return samplesOf(loads(dumps(views)));
}

function read(text: string) {
  const reading = readNotification(loads(text));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return reading.notification;
}

const onTraits = fc.oneof(
  rule.map((each) => ({
    ...each,
    // The log shows `generated` in its own form, and in UTC.
    query: each.query.filter(({ field }) => field !== 'generated'),
  })),
  fc
    .array(traitCondition, { minLength: 1, maxLength: 2 })
    .map((query): EventRule => ({ eventType: '*', query })),
);

test('a rule that is typed fires on a stored event if and only if the evaluator fires it', () => {
  let fired = 0;
  fc.assert(
    fc.property(onTraits, eventText, (each, text) => {
      const [sample] = answered(text);
      if (!sample) throw new Error('the event is not shown');
      const { verdict, words } = judged(each, sample);
      const expected = hits(each, read(text));
      if (expected) fired += 1;
      expect(verdict === 'fires').toBe(expected);
      expect(words.length > 0).toBe(!expected);
    }),
    { numRuns: propertyRuns(2000) },
  );
  expect(fired).toBeGreaterThan(0);
});

const sized = (memory: string) =>
  answered(
    `{"message_id": "m1", "event_type": "compute.instance.update", "traits": [["project_id", 1, "p1"], ["memory_mb", 2, ${memory}]]}`,
  )[0]!;

test('a condition of another type than the trait is mended by the type of the trait', () => {
  const condition = { field: 'traits.memory_mb', op: 'eq', type: 'string', value: '4096' } as const;
  const { verdict, mend } = judged({ eventType: 'compute.*', query: [condition] }, sized('4096'));
  expect(verdict).toBe('near-miss');
  expect(mend).toEqual({ kind: 'condition-type', part: 0, type: 'integer' });
});

test('an event type without its end is mended by a star', () => {
  const { verdict, mend } = judged({ eventType: 'compute.instance', query: [] }, sized('1'));
  expect(verdict).toBe('near-miss');
  expect(mend).toEqual({ kind: 'event-type', eventType: 'compute.instance.*' });
});

const equals = (value: string) => ({
  eventType: '*',
  query: [{ field: 'traits.memory_mb', op: 'eq', type: 'integer', value } as const],
});

test('an integer that JavaScript rounds is compared by all its digits', () => {
  const sample = sized('9007199254740993');
  expect(judged(equals('9007199254740993'), sample).verdict).toBe('fires');
  expect(judged(equals('9007199254740992'), sample).verdict).toBe('near-miss');
});
