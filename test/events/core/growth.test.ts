import { describe, expect, test } from 'vitest';
import { toBusDetail } from '../../../functions/events/core/bus-detail.ts';
import { matchesGlob, readGlob } from '../../../functions/events/core/glob.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { eventOfCloudEvent } from '../../../functions/events/sources/cloud-event/core/cloud-event.ts';
import { signedText } from '../../../functions/events/sources/ceilometer/core/signed-text.ts';
import { find } from '../../../functions/events/sources/ceilometer/core/find-by-path.ts';
import { parseJsonPath } from '../../../functions/events/sources/ceilometer/core/parse-json-path.ts';
import { loads, loadsAnyDigits } from '../../../functions/platform/core/python-json.ts';
import { growthOf } from '../../support/growth.ts';
import { anEvent } from '../support/event-world.ts';

const times = (size: number, part: (index: number) => string) =>
  Array.from({ length: size }, (_, index) => part(index)).join(',');
const withTraits = (traits: string) => anEvent({ traits: `["project_id",1,"p1"],${traits}` });
const withRaw = (raw: string) => anEvent().replace('"raw":{}', `"raw":${raw}`);

const accepted = (event: ReturnType<typeof loads>) => {
  const reading = readNotification(event);
  if (reading.kind === 'read') JSON.stringify(toBusDetail(reading.notification, 'a'));
};

describe('twice the event takes at most 2.5 times the work', { retry: 4 }, () => {
  test.each<[string, (size: number) => string]>([
    ['traits', (n) => withTraits(times(n / 2, (i) => `["t${i}",1,"é${i}"]`))],
    ['traits of one name', (n) => withTraits(times(n / 2, (i) => `["t",3,${i}.5]`))],
    ['long integers', (n) => withTraits(times(n / 50, () => `["t",2,${'9'.repeat(4300)}]`))],
    ['a long text', (n) => withTraits(`["t",1,"${'é'.repeat(n)}"]`)],
    ['a list as a trait', (n) => withTraits(`["t",1,[${times(n, () => '[""]')}]]`)],
    ['an instant', (n) => withTraits(`["t",4,"2017-01-01T00:00:00.${'9'.repeat(n)}"]`)],
    ['values', (n) => withRaw(`[${times(n, () => '{"a":[0]}')}]`)],
    ['names', (n) => withRaw(`{${times(n, (i) => `"n${i}":1`)}}`)],
    ['digits, which are refused', (n) => withRaw('9'.repeat(n))],
  ])('%s', (_, textOf) => {
    expect(growthOf((n) => loadsAnyDigits(textOf(n)), accepted)).toBeLessThanOrEqual(2.5);
  });

  test.each<[string, (size: number) => string]>([
    ['members', (n) => `{${times(n, (i) => `"n${i}":1`)}}`],
    ['text', (n) => `"${'é'.repeat(n)}"`],
  ])('a CloudEvent with many %s', (_, textOf) => {
    const cloudEvent = (n: number) =>
      loads(`{"specversion":"1.0","id":"1","source":"/s","type":"t","data":${textOf(n)}}`);
    expect(growthOf(cloudEvent, (event) => eventOfCloudEvent(event, 'p1'))).toBeLessThanOrEqual(
      2.5,
    );
  });

  test.each<[string, (size: number) => string]>([
    [
      'a long name around many values',
      (n) => `{"${'n'.repeat(n)}":{${times(n, (i) => `"${i}":1`)}}}`,
    ],
    [
      'many levels',
      (n) => `${'{"a":'.repeat(90)}{${times(n, (i) => `"${i}":1`)}}${'}'.repeat(90)}`,
    ],
    ['a list in many lists', (n) => `{"l":${'[1,'.repeat(90)}"${'x'.repeat(n)}"${']'.repeat(90)}}`],
  ])('to sign %s', (_, textOf) => {
    const event = (n: number) => {
      const value = loads(textOf(n));
      return typeof value === 'object' && value !== null ? { raw: value } : {};
    };
    expect(growthOf(event, signedText)).toBeLessThanOrEqual(2.5);
  });

  test.each([
    ['a..k', (n: number) => `{"a":[${times(n, () => '{"k":{"k":1}}')}]}`],
    ['a[?k~"(x+x+)+y"].k', (n: number) => `{"a":[{"k":"${'x'.repeat(n)}"}]}`],
    ['a.`sub(/(x+x+)+y/, z)`', (n: number) => `{"a":"${'x'.repeat(n)}"}`],
  ])('to find %s', (path, textOf) => {
    const parsed = parseJsonPath(path);
    expect(
      growthOf(
        (n) => loads(textOf(n)),
        (body) => find(parsed, body),
      ),
    ).toBeLessThanOrEqual(2.5);
  });
});

describe('twice the glob or twice the text takes at most 2.5 times the work', { retry: 4 }, () => {
  test.each<[string, (size: number) => string]>([
    ['open brackets', (n) => '['.repeat(n)],
    ['open brackets behind a set', (n) => `[]]${'[!'.repeat(n)}`],
    ['a set', (n) => `[${'abc'.repeat(n)}]`],
    ['ranges', (n) => `[${'a-b-'.repeat(n)}]`],
    ['ranges that go backwards', (n) => `[${'z-a-'.repeat(n)}]`],
    ['runs', (n) => '*?'.repeat(n)],
  ])('to read: %s', (_, globOf) => {
    expect(growthOf(globOf, readGlob)).toBeLessThanOrEqual(2.5);
  });

  test.each<[string, string, string]>([
    ['a literal that almost matches', `*${'a'.repeat(60)}b*`, 'a'],
    ['many runs', `${'*a'.repeat(60)}*b*`, 'a'],
    ['sets', `*${'[a-z]'.repeat(60)}B*`, 'a'],
    ['any characters', `*${'?'.repeat(60)}b*`, 'é'],
  ])('to match %s', (_, glob, character) => {
    expect(
      growthOf(
        (n) => character.repeat(n),
        (text) => matchesGlob(glob, text),
      ),
    ).toBeLessThanOrEqual(2.5);
  });

  test('globs of 255 characters do not need longer than short ones by more than their length', () => {
    const text = 'a'.repeat(1024);
    const often = (glob: string) => Array.from({ length: 50 }, () => matchesGlob(glob, text));
    expect(growthOf((n) => `*${'a'.repeat(n)}b*`, often, 100)).toBeLessThanOrEqual(2.5);
  });
});

const longNamed = (length: number) => ({
  ['n'.repeat(length)]: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`a${i}`, ''])),
});

test('a signed text repeats names up to a bound, beyond which there is none', () => {
  expect(signedText(longNamed(100))).toHaveLength(1000 * 101 + 3890);
  expect(signedText(longNamed(1000))).toBeUndefined();
});
