import { expect, test } from 'vitest';
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
