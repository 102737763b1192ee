import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batching } from '../../../functions/platform/aws/batching.ts';
import { propertyRuns } from '../../support/property-runs.ts';

/** Waits until everything that does not need an answer has run. */
const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1)
    // oxlint-disable-next-line no-await-in-loop -- one turn of the event loop after the other
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
};

/** A service that answers when told to. It returns the items themselves, unless `fails` replaces them. */
function service(fails: (things: readonly number[]) => readonly (number | Error)[] = (all) => all) {
  const requests: (readonly number[])[] = [];
  const waiting: (() => void)[] = [];
  const ask = batching<number, number>(async (things) => {
    requests.push(things);
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
    return fails(things);
  }, 10);
  const answerAll = async () => {
    await settle();
    while (waiting.length > 0) {
      waiting.shift()?.();
      // oxlint-disable-next-line no-await-in-loop -- the next request waits for this answer
      await settle();
    }
  };
  return { ask, requests, answerAll };
}

describe('batching', () => {
  test('items of one turn share requests, up to the maximum per request', async () => {
    const { ask, requests, answerAll } = service();
    const things = Array.from({ length: 25 }, (_, index) => index);
    const answers = Promise.all(things.map(ask));
    await answerAll();
    expect(await answers).toEqual(things);
    expect(requests.map(({ length }) => length)).toEqual([10, 10, 5]);
  });

  test('items that come while a request is running share the next one', async () => {
    const { ask, requests, answerAll } = service();
    const answers = [ask(1)];
    await settle();
    answers.push(ask(2));
    await settle();
    answers.push(ask(3));
    await settle();
    expect(requests).toEqual([[1]]);
    await answerAll();
    expect(await Promise.all(answers)).toEqual([1, 2, 3]);
    expect(requests).toEqual([[1], [2, 3]]);
  });

  test('an error as an answer fails only its item', async () => {
    const { ask, answerAll } = service((all) =>
      all.map((each) => (each === 2 ? new Error('two') : each)),
    );
    const answers = Promise.allSettled([1, 2, 3].map(ask));
    await answerAll();
    expect((await answers).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  test('a failed request fails only its own items, and the next one is sent', async () => {
    const { ask, answerAll } = service((all) => {
      if (all.includes(1)) throw new Error('outage');
      return all;
    });
    const first = ask(1);
    await settle();
    const answers = Promise.allSettled([first, ask(2)]);
    await answerAll();
    expect(await answers).toMatchObject([
      { status: 'rejected', reason: { message: 'outage' } },
      { status: 'fulfilled', value: 2 },
    ]);
  });

  test('each item gets its own answer, and no request exceeds the maximum', async () => {
    const turns = fc.array(fc.nat({ max: 25 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(turns, async (counts) => {
        const { ask, requests, answerAll } = service();
        const answers: Promise<number>[] = [];
        for (const count of counts) {
          for (let each = 0; each < count; each += 1) answers.push(ask(answers.length));
          // oxlint-disable-next-line no-await-in-loop -- one turn after the other
          await settle();
        }
        await answerAll();
        expect(await Promise.all(answers)).toEqual(answers.map((_, index) => index));
        expect(Math.max(0, ...requests.map(({ length }) => length))).toBeLessThanOrEqual(10);
      }),
      { numRuns: propertyRuns(30) },
    );
  });
});
