import { describe, expect, test } from 'vitest';
import { memoryLeftovers } from '../../fakes/leftovers.ts';
import { removeLeftovers } from '../../../functions/upkeep/app/remove-leftovers.ts';

const sleep = async () => {};
const always = () => true;
const names = (count: number) => Array.from({ length: count }, (_, index) => `thing-${index}`);

describe('removing leftovers', () => {
  test('removes all leftovers of all kinds', async () => {
    const leftovers = [memoryLeftovers(names(23)), memoryLeftovers(names(2500), { atOnce: 1000 })];

    expect(await removeLeftovers({ leftovers, sleep }, always)).toBe('removed');
    expect(await Promise.all(leftovers.map((kind) => kind.list()))).toEqual([[], []]);
  });

  test('removes leftovers that are created meanwhile', async () => {
    const leftovers = [memoryLeftovers(['first'], { late: ['second', 'third'] })];

    expect(await removeLeftovers({ leftovers, sleep }, always)).toBe('removed');
    expect(await leftovers[0]?.list()).toEqual([]);
  });

  test('does not wait if there was nothing to remove', async () => {
    let waits = 0;
    const counting = async () => {
      waits += 1;
    };

    await removeLeftovers({ leftovers: [memoryLeftovers([])], sleep: counting }, always);
    expect(waits).toBe(0);
  });

  test('stops when its time is over, and continues in the next run', async () => {
    const leftovers = [memoryLeftovers(names(40))];
    let checks = 0;
    const forAWhile = () => {
      checks += 1;
      return checks < 20;
    };

    expect(await removeLeftovers({ leftovers, sleep }, forAWhile)).toBe('unfinished');
    const left = (await leftovers[0]?.list()) ?? [];
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(40);
    expect(await removeLeftovers({ leftovers, sleep }, always)).toBe('removed');
  });

  test('fails if a leftover cannot be removed', async () => {
    const stubborn = {
      ...memoryLeftovers(['rule']),
      remove: () => Promise.reject(new Error('not allowed')),
    };

    await expect(removeLeftovers({ leftovers: [stubborn], sleep }, always)).rejects.toThrow(
      'not allowed',
    );
  });
});
