import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allEnd, aWorldOfExecutions, executionCommands } from '../../support/execution-model.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

test('every execution ends once, and its code runs again only if an executor has died', async () => {
  const lives = fc.asyncProperty(executionCommands, async (commands) => {
    const world = await aWorldOfExecutions();
    await fc.asyncModelRun(() => world, commands);
    await allEnd(world.real);
  });
  await expect(fc.assert(lives, { numRuns: propertyRuns(250) })).resolves.toBeUndefined();
});
