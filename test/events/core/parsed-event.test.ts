import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsedEvent } from '../../../functions/events/core/log/event-body.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { bodyValue } from '../../../functions/events/core/trait.ts';
import { isObject, type Json, loads } from '../../../functions/platform/core/python-json.ts';

const number = fc.constantFrom(
  '0',
  '-0',
  '1',
  '-17',
  '1.0',
  '1e5',
  '9007199254740993',
  '2.50',
  '-3E-2',
);
const text = fc.string().map((value) => JSON.stringify(value));
const plain = fc.oneof(number, text, fc.constantFrom('true', 'false', 'null'));
const value = fc.oneof(
  plain,
  fc.array(plain, { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
  plain.map((inner) => `{"deep":${inner}}`),
);
const trait = fc
  .tuple(text, fc.constantFrom(1, 2, 3), plain)
  .map(([name, type, held]) => `[${name},${type},${held}]`);

/** What conditions compare, of an event. */
function compared(event: Json) {
  const reading = readNotification(event);
  if (reading.kind === 'refused') return reading.reason;
  const { traits, projectId } = reading.notification;
  const raw = isObject(event) ? (event['raw'] ?? null) : null;
  return {
    traits: [...traits],
    projectId,
    raw: bodyValue(raw, ''),
    at: bodyValue(raw, 'datetime'),
  };
}

test('an event that is parsed the short way is compared as one that is parsed without loss', () => {
  fc.assert(
    fc.property(fc.array(trait, { maxLength: 4 }), value, (traits, raw) => {
      const body = `{"message_id":"m1","event_type":"x","traits":[${traits.join(',')}],"raw":${raw}}`;
      expect(compared(parsedEvent(body))).toEqual(compared(loads(body)));
    }),
    { numRuns: 500 },
  );
});
