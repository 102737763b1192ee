import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fairSlots } from '../../../functions/platform/app/fair-slots.ts';

const { signal } = new AbortController();
setMaxListeners(0, signal);

/** A task that runs until it is told to end. */
function held() {
  const abort = new AbortController();
  const ended = new Promise<void>((resolve) => {
    abort.signal.addEventListener('abort', () => resolve());
  });
  return { task: () => ended, end: () => abort.abort() };
}

test('whatever tasks come, never more run at once than there are slots, or than a group may have, and all of them run', async () => {
  const bounds = fc.record({
    atOnce: fc.integer({ min: 1, max: 5 }),
    perGroup: fc.integer({ min: 1, max: 3 }),
  });
  const tasks = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(3)), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(bounds, tasks, async ({ atOnce, perGroup }, given) => {
      const inSlot = fairSlots({ atOnce, perGroup });
      const running: string[] = [];
      const done = await Promise.all(
        given.map(([group, rounds], index) =>
          inSlot({ group, signal }, async () => {
            running.push(group);
            expect(running.length).toBeLessThanOrEqual(atOnce);
            expect(running.filter((each) => each === group).length).toBeLessThanOrEqual(perGroup);
            // oxlint-disable-next-line no-await-in-loop -- takes that long
            for (let round = 0; round < rounds; round += 1) await setImmediate();
            running.splice(running.indexOf(group), 1);
            return index;
          }),
        ),
      );
      expect(done).toEqual(given.map((_, index) => index));
    }),
  );
});

test('a group that fills its slots for ever delays no other', async () => {
  const inSlot = fairSlots({ atOnce: 3, perGroup: 2 });
  const hanging = held();
  const greedy = Array.from({ length: 50 }, () =>
    inSlot({ group: 'greedy', signal }, hanging.task),
  );
  for (let index = 0; index < 10; index += 1)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(await inSlot({ group: 'other', signal }, async () => index)).toBe(index);
  hanging.end();
  await Promise.all(greedy);
});

test('groups that wait take turns, and each runs its tasks in the order in which they came', async () => {
  const inSlot = fairSlots({ atOnce: 1, perGroup: 1 });
  const first = held();
  const began: string[] = [];
  const all = [
    inSlot({ group: 'a', signal }, first.task),
    ...['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) =>
      inSlot({ group: name.slice(0, 1), signal }, async () => {
        began.push(name);
      }),
    ),
  ];
  first.end();
  await Promise.all(all);
  expect(began).toEqual(['b1', 'c1', 'a1', 'b2', 'a2', 'a3']);
});

test('a task whose time is over while it waits is never begun, and its turn is that of the next', async () => {
  const inSlot = fairSlots({ atOnce: 1, perGroup: 1 });
  const [first, patience] = [held(), new AbortController()];
  let begun = false;
  const running = inSlot({ group: 'a', signal }, first.task);
  const waiting = inSlot({ group: 'a', signal: patience.signal }, async () => {
    begun = true;
  });
  const behind = inSlot({ group: 'a', signal }, async () => 'done');
  patience.abort(new Error('too late'));
  await expect(waiting).rejects.toThrow('too late');
  first.end();
  expect(await behind).toBe('done');
  expect(begun).toBe(false);
  await running;
});

test('a task that fails gives its slot back', async () => {
  const inSlot = fairSlots({ atOnce: 1, perGroup: 1 });
  const failing = Array.from({ length: 3 }, () =>
    inSlot({ group: 'a', signal }, async () => {
      throw new Error('no');
    }),
  );
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(
    Array.from({ length: 3 }, () => 'rejected'),
  );
  expect(await inSlot({ group: 'a', signal }, async () => 'done')).toBe('done');
});
