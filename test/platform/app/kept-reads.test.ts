import { expect, test } from 'vitest';
import { keptReads } from '../../../functions/platform/app/kept-reads.ts';
import { after, instantOf } from '../../../functions/platform/core/instant.ts';

test('what was found is given again until it is too old, and what was not found is read each time', async () => {
  let now = instantOf(Date.UTC(2026, 10, 28));
  let stored: Readonly<Record<string, { readonly value: number }>> = {};
  const read = keptReads(async (key: string) => stored[key], {
    clock: { now: () => now },
    seconds: 60,
    limit: 10,
    nameOf: (key) => key,
  });
  expect(await read('a')).toBeUndefined();
  stored = { a: { value: 1 } };
  expect(await read('a')).toEqual({ value: 1 });
  stored = { a: { value: 2 } };
  now = after(now, 59);
  expect(await read('a')).toEqual({ value: 1 });
  now = after(now, 1);
  expect(await read('a')).toEqual({ value: 2 });
});
