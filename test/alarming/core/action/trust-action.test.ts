import { expect, test } from 'vitest';
import {
  addsTrustAction,
  entrusted,
  trustIn,
  trustTarget,
  withoutTrusts,
} from '../../../../functions/alarming/core/action/trust-action.ts';

const base = 'https://cloud.example/base';

test.each([
  ['trust+https://cloud.example/base/v1/executions', 'https://cloud.example/base/v1/executions'],
  ['trust+https://t1:delete@cloud.example/base/v1/a?b=c', 'https://cloud.example/base/v1/a?b=c'],
  [
    'TRUST+HTTPS://cloud.example:443/base/alarming/v2/x',
    'https://cloud.example/base/alarming/v2/x',
  ],
])('%s targets our own services', (action, url) => {
  expect(trustTarget(action, base)).toBe(url);
});

test.each([
  'trust+http://cloud.example/base/v1/executions',
  'trust+https://cloud.example:8443/base/v1/executions',
  'trust+https://other.example/base/v1/executions',
  'trust+https://cloud.example.other.example/base/v1/executions',
  'trust+https://cloud.example/v1/executions',
  'trust+https://cloud.example/base/v1',
  'trust+https://cloud.example/base/identity/v3/auth/tokens',
  'trust+https://cloud.example/base/v1/../identity/v3/auth/tokens',
  'trust+https://cloud.example/base/v1/%2e%2e/identity/v3/auth/tokens',
  String.raw`trust+https://cloud.example/base/v1\..\..\base\identity`,
  'trust+https://cloud.example@other.example/base/v1/executions',
  String.raw`trust+https://other.example\@cloud.example/base/v1/executions`,
  'trust+https:///base/v1/executions',
  'trust+https://',
])('%s does not target our own services', (action) => {
  expect(trustTarget(action, base)).toBeUndefined();
});

test('a trust is stored in its actions, and never shown', () => {
  const actions = ['http://user:word@a/', 'trust+http://b/x', 'trust+https://c/y'];
  const kept = entrusted(actions, [], 't1') ?? [];
  expect(kept).toEqual([
    'http://user:word@a/',
    'trust+http://t1:delete@b/x',
    'trust+https://t1:delete@c/y',
  ]);
  expect(kept.map(trustIn)).toEqual([undefined, 't1', 't1']);
  expect(withoutTrusts(kept)).toEqual(actions);
  expect([entrusted(null, null, 't1'), withoutTrusts(null)]).toEqual([null, null]);
});

test('an action that was there keeps its trust, and only others get a new one', () => {
  const stored = ['trust+http://t1:delete@b/x', 'http://a/'];
  expect(entrusted(['http://a/', 'TRUST+HTTP:\\\\B:80\\x'], stored, undefined)).toEqual([
    'http://a/',
    'trust+http://t1:delete@b/x',
  ]);
  expect(entrusted(['trust+http://b/x', 'trust+http://b/y'], stored, 't2')).toEqual([
    'trust+http://t1:delete@b/x',
    'trust+http://t2:delete@b/y',
  ]);
  expect(addsTrustAction(['trust+http://b/x'], stored)).toBe(false);
  expect(addsTrustAction(['trust+http://b/y', 'http://c/'], stored)).toBe(true);
});
