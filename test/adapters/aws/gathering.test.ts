import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gathering } from '../../../functions/adapters/aws/gathering.ts';

/** Answers with the thing itself after a moment; `fails` says what becomes of some things, or of a whole request. */
function service(fails: (things: readonly number[]) => readonly (number | Error)[] = (all) => all) {
  const requests: (readonly number[])[] = [];
  const ask = gathering<number, number>(async (things) => {
    requests.push(things);
    await setTimeout(5);
    return fails(things);
  }, 10);
  return { ask, requests };
}

describe('gathering', () => {
  test('what is asked for in one turn goes together, up to the number that a request takes', async () => {
    const { ask, requests } = service();
    const things = Array.from({ length: 25 }, (_, index) => index);
    expect(await Promise.all(things.map(ask))).toEqual(things);
    expect(requests.map(({ length }) => length)).toEqual([10, 10, 5]);
  });

  test('what comes while a request is under way waits for the next, and goes together', async () => {
    const { ask, requests } = service();
    const first = ask(1);
    await setTimeout(1);
    const second = ask(2);
    await setTimeout(1);
    await Promise.all([first, second, ask(3)]);
    expect(requests).toEqual([[1], [2, 3]]);
  });

  test('an answer that is an error fails its thing alone', async () => {
    const { ask } = service((all) => all.map((each) => (each === 2 ? new Error('two') : each)));
    const answers = await Promise.allSettled([1, 2, 3].map(ask));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('a request that fails fails what went in it, and the next one goes all the same', async () => {
    const { ask } = service((all) => {
      if (all.includes(1)) throw new Error('outage');
      return all;
    });
    const first = ask(1);
    await setTimeout(1);
    const second = ask(2);
    await expect(first).rejects.toThrow('outage');
    expect(await second).toBe(2);
  });

  test('whenever things are asked for, each gets its own answer', async () => {
    const waits = fc.array(fc.nat({ max: 3 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(waits, async (moments) => {
        const { ask } = service();
        const answers = moments.map(async (moment, index) => {
          if (moment > 0) await setTimeout(moment);
          return ask(index);
        });
        expect(await Promise.all(answers)).toEqual(moments.map((_, index) => index));
      }),
      { numRuns: 15 },
    );
  });
});
