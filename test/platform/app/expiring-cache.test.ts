import { expect, test } from 'vitest';
import { expiringCache } from '../../../functions/platform/app/expiring-cache.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { standingClock } from '../../support/clock.ts';

function arrange(limit = 2) {
  const clock = standingClock();
  const cache = expiringCache<{ readonly name: string }>(clock, limit);
  const put = (name: string, seconds = 60) =>
    cache.set(name, { name }, after(clock.now(), seconds));
  return { cache, clock, put };
}

test('a value is cached until its expiry, and not at it', () => {
  const { cache, clock, put } = arrange();
  put('a', 5);
  clock.advance(4.999);
  expect(cache.get('a')).toEqual({ name: 'a' });
  clock.advance(0.001);
  expect(cache.get('a')).toBeUndefined();
});

test('reading a value does not extend its life', () => {
  const { cache, clock, put } = arrange();
  put('a', 5);
  clock.advance(3);
  cache.get('a');
  clock.advance(2);
  expect(cache.get('a')).toBeUndefined();
});

test('an expired value is not cached, and replaces an older one', () => {
  const { cache, put } = arrange();
  put('a');
  put('a', 0);
  expect(cache.get('a')).toBeUndefined();
});

test('the least recently used value is evicted', () => {
  const { cache, put } = arrange();
  put('a');
  put('b');
  cache.get('a');
  put('c');
  expect(['a', 'b', 'c'].map((key) => cache.get(key)?.name)).toEqual(['a', undefined, 'c']);
});
