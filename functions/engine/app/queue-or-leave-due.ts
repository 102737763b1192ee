import type { FunctionKey } from '../core/functions/function.ts';
import { after } from '../../platform/core/instant.ts';
import type { Job } from '../core/jobs/job.ts';
import { aheadSeconds, sendJob } from './jobs/send-job.ts';
import type { Ports } from '../ports.ts';

export type ProvisioningRequests = Pick<Ports, 'log' | 'provisioningQueue'>;
export type ExecutionRequests = Pick<Ports, 'executionQueue' | 'log'>;

/** Asks the provisioner to make Lambda agree with a function's rows, which have just changed. */
export const queueProvisioning = (
  { log, provisioningQueue }: ProvisioningRequests,
  { projectId, functionId }: FunctionKey,
): Promise<void> =>
  queueOrLeaveDue(log, { functionId }, provisioningQueue.send({ v: 1, projectId, functionId }));

/** Asks an executor to run an execution that has just been recorded. */
export const queueExecution = (
  { executionQueue, log }: ExecutionRequests,
  { projectId, id: executionId }: { readonly projectId: string; readonly id: string },
): Promise<void> =>
  queueOrLeaveDue(
    log,
    { executionId },
    executionQueue.send([{ v: 1, kind: 'recorded', projectId, executionId }]),
  );

/**
 * Hands a job over that is due before a sweep would find it; every other job is left to the sweeps.
 */
export const queueJobDueSoon = async (
  ports: ExecutionRequests & Pick<Ports, 'clock' | 'ids'>,
  { projectId, id, status, nextExecutionTime: dueAt }: Job,
): Promise<void> => {
  if (status !== 'running' || dueAt > after(ports.clock.now(), aheadSeconds)) return;
  await queueOrLeaveDue(
    ports.log,
    { jobId: id },
    sendJob(ports, { key: { projectId, id }, dueAt }),
  );
};

/**
 * Sends the message for a row that has just been written. If the queue does not take it, the request still
 * succeeds: the row is due, and the sweeper queues it.
 */
async function queueOrLeaveDue(
  log: Ports['log'],
  row: Readonly<Record<string, string>>,
  sending: Promise<void>,
): Promise<void> {
  try {
    await sending;
  } catch (error) {
    log.warn('recorded, but not queued: left to the sweeper', { ...row, error: String(error) });
  }
}
