import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../../../functions/platform/core/fault.ts';
import { expirationOf } from '../../../functions/identity/core/expiration.ts';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const now = '2026-11-23T10:00:00.000000Z';

test.each([
  ['2030-01-02T03:04:05', '2030-01-02T03:04:05.000000Z'],
  ['2030-01-02T03:04:05Z', '2030-01-02T03:04:05.000000Z'],
  ['2030-01-02T03:04:05.123456', '2030-01-02T03:04:05.123456Z'],
  ['2030-01-02T03:04', '2030-01-02T03:04:00.000000Z'],
  ['2030-01-02T03:04:05+01:00', '2030-01-02T02:04:05.000000Z'],
  ['2030-01-02T03:04:05-0100', '2030-01-02T04:04:05.000000Z'],
])('%s means %s', (text, instant) => {
  expect(expirationOf(text, now)).toBe(instant);
});

test.each([
  'tomorrow',
  '2030-13-01T00:00:00',
  '2030-02-30T00:00:00',
  '2030-01-01',
  '',
  '9999-12-31T23:59:59-01:00',
])('refuses %j as a timestamp', (text) => {
  expect(() => expirationOf(text, now)).toThrow(/^Timestamp not in expected format\. /);
});

test('refuses a time in the past', () => {
  expect(() => expirationOf('2026-11-23T09:59:59', now)).toThrow(
    /^The 'expires_at' must not be before now\. /,
  );
});

function outcomeOf(text: string): unknown {
  try {
    return expirationOf(text, now);
  } catch (refusal) {
    return refusal;
  }
}

test('any text is parsed or refused', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.date().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const outcome = outcomeOf(text);
      const refused = outcome instanceof Fault;
      expect(refused || form.test(String(outcome))).toBe(true);
    }),
  );
});
