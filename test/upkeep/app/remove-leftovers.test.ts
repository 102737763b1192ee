import { describe, expect, test } from 'vitest';
import { memoryLeftovers } from '../../fakes/leftovers.ts';
import { removeLeftovers } from '../../../functions/upkeep/app/remove-leftovers.ts';

const sleep = async () => {};
const always = () => true;
const names = (count: number) => Array.from({ length: count }, (_, index) => `thing-${index}`);

describe('removing leftovers', () => {
  test('removes every one of every kind', async () => {
    const leftovers = [memoryLeftovers(names(23)), memoryLeftovers(names(2500), { atOnce: 1000 })];

    expect(await removeLeftovers({ leftovers, sleep }, always)).toBe('removed');
    expect(await Promise.all(leftovers.map((kind) => kind.list()))).toEqual([[], []]);
  });

  test('finds what was made while it removed', async () => {
    const leftovers = [memoryLeftovers(['first'], { late: ['second', 'third'] })];

    expect(await removeLeftovers({ leftovers, sleep }, always)).toBe('removed');
    expect(await leftovers[0]?.list()).toEqual([]);
  });

  test('waits only if there was something', async () => {
    let naps = 0;
    const napping = async () => {
      naps += 1;
    };

    await removeLeftovers({ leftovers: [memoryLeftovers([])], sleep: napping }, always);
    expect(naps).toBe(0);
  });

  test('stops between two removals when it may not go on, and goes on where it stopped', async () => {
    const leftovers = [memoryLeftovers(names(40))];
    let looks = 0;
    const forAWhile = () => {
      looks += 1;
      return looks < 20;
    };

    expect(await removeLeftovers({ leftovers, sleep }, forAWhile)).toBe('unfinished');
    const left = (await leftovers[0]?.list()) ?? [];
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(40);
    expect(await removeLeftovers({ leftovers, sleep }, always)).toBe('removed');
  });

  test('what cannot be removed is not passed over', async () => {
    const stubborn = {
      ...memoryLeftovers(['rule']),
      remove: () => Promise.reject(new Error('not allowed')),
    };

    await expect(removeLeftovers({ leftovers: [stubborn], sleep }, always)).rejects.toThrow(
      'not allowed',
    );
  });
});
