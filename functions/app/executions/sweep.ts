import type { Ports } from '../../ports.ts';

/**
 * Puts back on its queue what nobody works on any more: executions whose lease has ended or that never
 * reached the queue, functions that wait for the provisioner too long. Once too often does no harm.
 */
export async function requeueDue({
  clock,
  executions,
  executionQueue,
  functions,
  provisioningQueue,
}: Pick<
  Ports,
  'clock' | 'executions' | 'executionQueue' | 'functions' | 'provisioningQueue'
>): Promise<{ readonly executions: number; readonly functions: number }> {
  const now = clock.now();
  const [dueExecutions, dueFunctions] = await Promise.all([
    executions.due(now),
    functions.due(now),
  ]);
  if (dueExecutions.length > 0)
    await executionQueue.send(
      dueExecutions.map(({ projectId, id }) => ({
        v: 1,
        kind: 'recorded',
        projectId,
        executionId: id,
      })),
    );
  await Promise.all(
    dueFunctions.map(({ projectId, id }) =>
      provisioningQueue.send({ v: 1, projectId, functionId: id }),
    ),
  );
  return { executions: dueExecutions.length, functions: dueFunctions.length };
}
