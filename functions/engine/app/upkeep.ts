import { runDueJobs } from './jobs/run-due-jobs.ts';
import { noteBacklog } from './provisioning/backlog.ts';
import { reconcileFunctions } from './provisioning/reconcile-functions.ts';
import { requeueLostExecutions } from './executions/requeue-lost-executions.ts';
import { requeueDue } from './requeue-due.ts';

type UpkeepPorts = Parameters<typeof requeueDue>[0] &
  Parameters<typeof requeueLostExecutions>[0] &
  Parameters<typeof runDueJobs>[0] &
  Parameters<typeof reconcileFunctions>[0];

/** What the engine does once a minute. Each part answers with what it did, for the log. */
export const engineUpkeep = (ports: UpkeepPorts) => ({
  engine: () => requeueDue(ports),
  lost: async () => ({ executions: await requeueLostExecutions(ports) }),
  jobs: () => runDueJobs(ports),
  functions: async () => {
    const reviewed = await reconcileFunctions(ports);
    return { ...reviewed, backlog: await noteBacklog(ports, reviewed.left) };
  },
});
