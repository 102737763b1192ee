import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aWorldOfJobs, jobCommands } from '../../support/job-model.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

test('each due run of a job happens once, whatever changes the job and whichever sweep dies', async () => {
  const lives = fc.asyncProperty(jobCommands, (commands) =>
    fc.asyncModelRun(aWorldOfJobs, commands),
  );
  await expect(fc.assert(lives, { numRuns: propertyRuns(80) })).resolves.toBeUndefined();
});
