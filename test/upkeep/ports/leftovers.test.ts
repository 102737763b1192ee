import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { memoryLeftovers } from '../../fakes/leftovers.ts';
import { leftoversSuite } from './leftovers.suite.ts';

describe('leftovers in memory', () => {
  leftoversSuite(async () => {
    const leftovers = memoryLeftovers([]);
    return {
      leftovers,
      async make() {
        const name = randomUUID();
        leftovers.make(name);
        return name;
      },
    };
  });
});
