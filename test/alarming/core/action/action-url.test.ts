import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../support/property-runs.ts';
import { writtenAction } from '../../../../functions/alarming/core/action/written-action.ts';
import { namesTrust } from '../../../../functions/alarming/core/action/trust-action.ts';
import {
  actionScheme,
  withoutSecrets,
} from '../../../../functions/alarming/core/action/action-url.ts';

test.each([
  ['http://user:word@host:1/path?q=1#f', 'http://host:1/path?q=1#f'],
  ['http://a@b:c@host/', 'http://host/'],
  ['trust+http://1234:delete@host/x', 'trust+http://host/x'],
  ['http://host/path@here?mail=a@b', 'http://host/path@here?mail=a@b'],
  ['log://', 'log://'],
  ['nonsense@here', 'nonsense@here'],
])('%s is shown as %s', (url, shown) => {
  expect(withoutSecrets(url)).toBe(shown);
});

test.each([
  ['HTTP://host', 'http'],
  ['trust+https://host', 'trust+https'],
  ['log://', 'log'],
  ['//host', ''],
  ['', ''],
])('the scheme of %s is "%s"', (url, scheme) => {
  expect(actionScheme(url)).toBe(scheme);
});

/** Spellings of a URL with a secret as its user or password, of which the WHATWG parser takes many. */
const spelling = fc
  .record({
    before: fc.constantFrom('', ' ', '\u0001', '\t', '\n '),
    trust: fc.constantFrom('', 'trust+', 'TRUST+', 'tr\nust+'),
    scheme: fc.constantFrom('http', 'HTTPS', 'h\ttp', 'htt\nps', 'ftp', 'zaqar', 'ws'),
    slashes: fc.constantFrom('', '/', '//', '///', '\\', '/\\', '\\\\', '/\t/', '//////'),
    user: fc.constantFrom(
      'secret',
      'u:secret',
      'secret:',
      ':secret',
      'a@secret',
      'secret:@',
      's\tecret',
      'x:secret@y',
      '%73ecret',
      'secret%40',
      'secret\u0000',
      'ｓecret:secret',
    ),
    host: fc.constantFrom('host', 'HOST:80', '[::1]', '1.2.3.4', '0x7f.1', 'h%6fst', 'hоst'),
    path: fc.constantFrom('', '/', '/a@b', '?a@b', '#a@b', '\\a@b', '/a b', '/://x:y@z/'),
  })
  .map(({ before, trust, scheme, slashes, user, host, path }) => ({
    text: `${before}${trust}${scheme}:${slashes}${user}@${host}${path}`,
    trust,
  }));

test('nothing shown of a delivery holds user or password, in whatever spelling', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(spelling, ({ text }) => {
      const url = text.replace(/[\t\n\r]|^[^a-z]+/gi, '').replace(/^trust\+/i, '');
      fc.pre(URL.canParse(url) && new URL(url).username + new URL(url).password !== '');
      expect(decodeURIComponent(withoutSecrets(text).replaceAll('%', '%25'))).not.toMatch(/ecret/i);
    }),
    { numRuns: propertyRuns(5000) },
  );
});

test('a trust action with credentials is refused in whatever spelling', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(spelling, ({ text }) => {
      const url = text.replace(/[\t\n\r]|^[^a-z]+/gi, '').replace(/^trust\+/i, '');
      fc.pre(URL.canParse(url) && new URL(url).username + new URL(url).password !== '');
      fc.pre(/^https?:/i.test(url));
      expect(namesTrust(text)).toBe(true);
    }),
    { numRuns: propertyRuns(5000) },
  );
});

/** What `urllib.parse.urlsplit(url).geturl()` of Python 3.11 makes of an action. */
test.each([
  ['log://', 'log:'],
  ['test://', 'test:'],
  ['log:', 'log:'],
  ['log://x', 'log://x'],
  ['HTTP://Foo/a', 'http://Foo/a'],
  ['http://x?', 'http://x'],
  ['http://x/#', 'http://x/'],
  ['http://x/a?b=c#d', 'http://x/a?b=c#d'],
  ['http:x', 'http:///x'],
  ['http:///x', 'http:///x'],
  ['http://u:p@h/', 'http://u:p@h/'],
  ['http:', 'http://'],
])('%s is written as %s', (url, written) => {
  expect(writtenAction(url)).toBe(written);
  expect(writtenAction(written)).toBe(written);
});
