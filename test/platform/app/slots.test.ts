import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { slots } from '../../../functions/platform/app/slots.ts';

test('no more tasks than slots run at once, and all of them run, in the order in which they came', async () => {
  const inSlot = slots(3);
  const began: number[] = [];
  let [running, most] = [0, 0];
  const task = (index: number) => async () => {
    began.push(index);
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
    return index;
  };
  const all = Array.from({ length: 20 }, (_, index) => index);
  expect(await Promise.all(all.map((index) => inSlot(task(index))))).toEqual(all);
  expect(began).toEqual(all);
  expect(most).toBe(3);
});

test('a task that fails gives its slot back', async () => {
  const inSlot = slots(1);
  const failing = Array.from({ length: 3 }, () =>
    inSlot(async () => {
      throw new Error('no');
    }),
  );
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(
    Array.from({ length: 3 }, () => 'rejected'),
  );
  expect(await inSlot(async () => 'done')).toBe('done');
});
