import { requeueDue } from './executions/requeue-due.ts';
import { runDueJobs } from './jobs/run-due-jobs.ts';
import { reconcileFunctions } from './provisioning/reconcile-functions.ts';

type Needs = Parameters<typeof requeueDue>[0] &
  Parameters<typeof runDueJobs>[0] &
  Parameters<typeof reconcileFunctions>[0];

/** What functions need done once a minute. Each part answers with what it did, for the log. */
export const engineUpkeep = (ports: Needs) => ({
  engine: () => requeueDue(ports),
  jobs: async () => ({ runs: await runDueJobs(ports) }),
  functions: () => reconcileFunctions(ports),
});
