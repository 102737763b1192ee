import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aLife, engineCommands } from '../support/engine-model.ts';
import { propertyRuns } from '../../support/property-runs.ts';

test('no sequence of calls leads to a state the model forbids', async () => {
  const lives = fc.asyncProperty(engineCommands, (commands) => fc.asyncModelRun(aLife, commands));
  await expect(fc.assert(lives, { numRuns: propertyRuns(60) })).resolves.toBeUndefined();
});
