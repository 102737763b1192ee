import type { Execution } from '../../core/executions/execution.ts';
import { startDeadlinePassed } from '../../core/executions/execution-schedule.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';

const afterBacklogSeconds = 900;

/**
 * Whether an execution that cannot start yet is given up, so that it ends: sixteen hours after it was requested,
 * or, if the provisioner's backlog takes longer, a quarter of an hour after its end.
 */
export async function isGivenUp(
  { clock, reviews }: Pick<Ports, 'clock' | 'reviews'>,
  { createdAt }: Pick<Execution, 'createdAt'>,
): Promise<boolean> {
  const now = clock.now();
  if (!startDeadlinePassed(createdAt, now)) return false;
  const readyBy = await reviews.readyBy();
  return readyBy === undefined || after(readyBy, afterBacklogSeconds) < now;
}
