import type { Ports } from '../ports.ts';
import { reconcileRules } from './alarms/reconcile-rules.ts';
import { settleDueRules } from './alarms/settle-due-rules.ts';
import { allDone } from './all-done.ts';
import { requeueDueDeliveries } from './deliveries/requeue-due-deliveries.ts';
import { runDueJobs } from './executions/run-due-jobs.ts';
import { requeueDue } from './executions/sweep.ts';
import { reconcileFunctions } from './provisioning/reconcile-functions.ts';

const deliveriesAtMost = 500;

/**
 * Puts everything that is due back on its way. Its parts know nothing of each other: one that fails
 * stops no other, but the sweep as a whole has failed then, so that somebody hears of it.
 */
export async function sweep(
  ports: Pick<
    Ports,
    | 'alarms'
    | 'aliases'
    | 'alarmRules'
    | 'clock'
    | 'deliveries'
    | 'deliveryQueue'
    | 'executions'
    | 'executionQueue'
    | 'functions'
    | 'ids'
    | 'jobs'
    | 'log'
    | 'madeFunctions'
    | 'provisioningQueue'
    | 'versions'
    | 'rulePlaces'
  > & { readonly settings: Pick<Ports['settings'], 'deployment' | 'ruleLimit'> },
): Promise<void> {
  const parts = {
    engine: () => requeueDue(ports),
    jobs: async () => ({ runs: await runDueJobs(ports) }),
    rules: async () => ({ rules: await settleDueRules(ports) }),
    review: () => reconcileRules(ports),
    functions: () => reconcileFunctions(ports),
    deliveries: async () => ({ deliveries: await requeueDueDeliveries(ports, deliveriesAtMost) }),
  };
  const sweeping = Object.entries(parts).map(async ([part, run]) => {
    try {
      ports.log.info('swept', { part, ...(await run()) });
    } catch (cause) {
      ports.log.error('sweep failed', { part, error: cause });
      throw new Error(`sweep of ${part} failed`, { cause });
    }
  });
  await allDone(sweeping, 'sweep incomplete');
}
