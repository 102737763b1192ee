import type { Execution } from '../../core/executions/execution.ts';
import {
  startDeadlinePassed,
  startDeadlineSeconds,
} from '../../core/executions/execution-schedule.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';

/**
 * Whether an execution that cannot start yet is given up: a quarter of an hour after it was requested, or,
 * if the provisioner has a longer backlog, such as after a new deployment, that long after its end.
 */
export async function isGivenUp(
  { clock, reviews }: Pick<Ports, 'clock' | 'reviews'>,
  { createdAt }: Pick<Execution, 'createdAt'>,
): Promise<boolean> {
  const now = clock.now();
  if (!startDeadlinePassed(createdAt, now)) return false;
  const readyBy = await reviews.readyBy();
  return readyBy === undefined || after(readyBy, startDeadlineSeconds) < now;
}
