import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aLife, engineCommands } from '../../support/engine-model.ts';

test('no sequence of calls leads to a state the model forbids', async () => {
  const lives = fc.asyncProperty(engineCommands, (commands) => fc.asyncModelRun(aLife, commands));
  await expect(fc.assert(lives, { numRuns: 60 })).resolves.toBeUndefined();
});
