import type { ExecutionMessage } from '../../../contract/message.ts';
import type { RunPorts } from '../../ports.ts';
import { recordDueRuns, type RecordingRuns } from '../jobs/job-runs.ts';
import type { Ran } from './run-claimed.ts';
import { runExecution } from './run-execution.ts';

type JobMessage = Extract<ExecutionMessage, { readonly kind: 'job' }>;

/**
 * Runs a job that was handed over ahead, now that its time has come: records what is due as the sweep would,
 * and runs it. A redelivery finds the job moved on, and continues with its execution. A job that was paused,
 * moved or removed meanwhile does not run.
 */
export async function runJob(
  ports: RunPorts & RecordingRuns,
  { projectId, jobId, dueAt, executionId }: JobMessage,
): Promise<Ran> {
  if (ports.clock.now() < dueAt) return { kind: 'later', at: dueAt };
  const ids = new Set([executionId]);
  await recordDueRuns(ports, { projectId, id: jobId }, async ({ id }) => void ids.add(id));
  const runs = await Promise.all([...ids].map((id) => runExecution(ports, { projectId, id })));
  return runs.find(({ kind }) => kind === 'later') ?? { kind: 'ended' };
}
