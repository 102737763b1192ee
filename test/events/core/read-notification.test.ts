import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { busDetail } from '../../../functions/contract/bus-event.ts';
import { fitsBus, toBusDetail } from '../../../functions/events/core/bus-detail.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { loads, loadsAnyDigits } from '../../../functions/platform/core/python-json.ts';
import { anEvent } from '../support/event-world.ts';
import { anyEventText } from '../support/notification-arbitrary.ts';

const read = (text: string) => {
  const reading = readNotification(loadsAnyDigits(text));
  return reading.kind === 'read' ? reading.notification : undefined;
};
const reasonOf = (text: string) => {
  const reading = readNotification(loadsAnyDigits(text));
  return reading.kind === 'refused' ? reading.reason : undefined;
};
const withId = (id: string) => anEvent().replace('"m1"', JSON.stringify(id));
const withType = (type: string) =>
  anEvent().replace('"compute.instance.create"', JSON.stringify(type));
const withProject = (id: string) => anEvent({ traits: `["project_id",1,${JSON.stringify(id)}]` });
const withTrait = (trait: string) => anEvent({ traits: `["project_id",1,"p1"],${trait}` });
const withRaw = (raw: string) => anEvent().replace('"raw":{}', `"raw":${raw}`);
const ofBytes = (bytes: number) => withRaw(`"${'x'.repeat(bytes - withRaw('""').length)}"`);

describe('an event at a bound is read, and one beyond it is refused with the bound', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'message_id',
      withId('m'.repeat(1024)),
      withId('m'.repeat(1025)),
      /longer than 1024 characters/,
    ],
    ['event_type', withType('é'.repeat(1024)), withType('é'.repeat(1025)), /longer than 1024 char/],
    ['project', withProject('p'.repeat(255)), withProject('p'.repeat(256)), /longer than 255 char/],
    [
      'name of a trait',
      withTrait(`["${'t'.repeat(1024)}",1,"x"]`),
      withTrait(`["${'t'.repeat(1025)}",1,"x"]`),
      /trait 1 is longer than 1024 characters/,
    ],
    [
      'traits',
      anEvent({ traits: Array.from({ length: 10_000 }, () => '["a",1,"x"]').join(',') }),
      anEvent({ traits: Array.from({ length: 10_001 }, () => '["a",1,"x"]').join(',') }),
      /more than 10000 traits/,
    ],
    ['digits', withRaw('9'.repeat(4300)), withRaw('9'.repeat(4301)), /more than 4300 digits/],
    ['digits', withRaw(`-${'9'.repeat(4300)}`), withRaw(`-${'9'.repeat(4301)}`), /4300 digits/],
    [
      'levels',
      withRaw(`${'['.repeat(99)}${']'.repeat(99)}`),
      withRaw(`${'['.repeat(100)}${']'.repeat(100)}`),
      /deeper than 100 levels/,
    ],
    ['bytes', ofBytes(2_097_152), ofBytes(2_097_153), /more than 2097152 bytes/],
  ])('%s', (_, at, beyond, reason) => {
    expect(reasonOf(at)).toBeUndefined();
    expect(reasonOf(beyond)).toMatch(reason);
  });

  test('JSON nests at most 500 levels', () => {
    expect(() => loads(`${'['.repeat(500)}${']'.repeat(500)}`)).not.toThrow();
    expect(() => loads(`${'['.repeat(501)}${']'.repeat(501)}`)).toThrow(SyntaxError);
  });
});

describe('a lone surrogate', () => {
  test.each<[string, string]>([
    ['message_id', withId('a\ud800')],
    ['event_type', withType('\udc00a')],
    ['project', withProject('p\ud800')],
  ])('in %s is refused, because no key can hold it', (_, text) => {
    expect(reasonOf(text)).toMatch(/has a lone surrogate, which is not a character/);
  });

  test('elsewhere is carried: services write file names with them', () => {
    const text = withTrait('["name",1,"a\\udcff"]');
    expect(read(read(text)?.body ?? '')?.traits.get('name')).toEqual({
      kind: 'text',
      text: 'a\udcff',
    });
  });
});

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '\ud800',
    '\uffff',
    '\0',
    '__proto__',
    'constructor',
    '$or',
    'x'.repeat(1024),
    '😀'.repeat(512),
  ),
);
const oddEvent = fc
  .record({
    message_id: oddText,
    event_type: oddText,
    traits: fc.array(
      fc.tuple(
        fc.oneof(oddText, fc.constant('project_id')),
        fc.constantFrom(1, 2, 3, 4, 9),
        fc.oneof(oddText, fc.jsonValue()),
      ),
      { maxLength: 4 },
    ),
    raw: fc.jsonValue(),
    generated: fc.oneof(oddText, fc.jsonValue()),
  })
  .map((event) => JSON.stringify(event));

test('what is accepted goes over the bus, into a queue and into keys, and the evaluator reads the same', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof(anyEventText, oddEvent), (text) => {
      const notification = read(text);
      if (notification === undefined) return;
      accepted += 1;
      const sent = JSON.stringify(toBusDetail(notification, 'a'));
      // EventBridge and SQS take UTF-8 without the characters that XML has not.
      expect(Buffer.from(sent).toString()).toBe(sent);
      expect(sent).not.toMatch(/\p{Surrogate}|[\ufffe\uffff]/u);
      // JSON.stringify escapes lone surrogates, which EventBridge does not read.
      const sentTexts: unknown[] = [];
      JSON.parse(sent, (_, part) => sentTexts.push(part));
      expect(sentTexts.filter((part) => /\p{Surrogate}/u.test(String(part)))).toEqual([]);
      const detail = busDetail.parse(JSON.parse(sent));
      expect(fitsBus(detail)).toBe(true);
      expect(read(detail.body ?? '')).toEqual(notification);
      for (const key of [notification.messageId, notification.projectId])
        expect(Buffer.from(key).toString()).toBe(key);
      expect(Buffer.byteLength(notification.projectId)).toBeLessThan(1024);
    }),
    { numRuns: 400 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test('the body keeps every member, whatever its name', () => {
  const raw = '{"__proto__":{"a":1},"constructor":2,"toJSON":3,"":4}';
  expect(read(withRaw(raw))?.body).toBe(withRaw(raw));
});
