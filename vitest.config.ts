import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * `fast` needs only Node; `stacks` synthesizes the CDK application; `emulator` needs a local stack,
 * and `console` also a browser.
 */
export default defineConfig({
  test: {
    experimental: { fsModuleCache: true },
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'fast',
          testTimeout: 30_000,
          // Modules are loaded once per worker, not per file, so no test may change what other files import.
          pool: 'threads',
          isolate: false,
          include: [
            'test/{platform,console,events,alarming,engine,identity,metrics,pages,upkeep,local,console-app}/**/*.test.ts',
          ],
          exclude: ['test/**/*.emulator.test.ts'],
        },
      },
      { test: { name: 'stacks', include: ['test/infra/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'emulator',
          // The stack takes what is left of the processors while two files wait for their clients.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          include: ['test/**/*.emulator.test.ts', 'test/{parity,guide,faults}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'console',
          include: ['test/browser/**/*.test.ts'],
          // A browser and the stack are busy enough with one page.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
