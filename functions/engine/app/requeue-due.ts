import { allDone } from '../../platform/app/all-done.ts';
import type { Ports } from '../ports.ts';

/** The most executions, and the most functions, per sweep; the rest is left to the next one. */
const atMost = 500;

type Requeueing = Pick<
  Ports,
  'attempts' | 'clock' | 'executionQueue' | 'provisioningQueue' | 'publications' | 'revisions'
>;

/** Queues executions whose lease has ended, and functions that are overdue for themselves or a version. */
export async function requeueDue(
  ports: Requeueing,
): Promise<{ readonly executions: number; readonly functions: number }> {
  const [executions = 0, functions = 0] = await allDone(
    [requeueExecutions(ports), requeueFunctions(ports)],
    'executions or functions not requeued',
  );
  return { executions, functions };
}

async function requeueExecutions({ attempts, clock, executionQueue }: Requeueing): Promise<number> {
  const due = await attempts.due(clock.now(), atMost);
  if (due.length > 0)
    await executionQueue.send(
      due.map(({ projectId, id }) => ({ v: 1, kind: 'recorded', projectId, executionId: id })),
    );
  return due.length;
}

async function requeueFunctions(ports: Requeueing): Promise<number> {
  const { clock, provisioningQueue, publications, revisions } = ports;
  const now = clock.now();
  const forThemselves = (await revisions.due(now, atMost)).map(({ projectId, id }) => ({
    projectId,
    functionId: id,
  }));
  const waiting = [...forThemselves, ...(await publications.due(now, atMost))];
  const due = [...new Map(waiting.map((key) => [key.functionId, key])).values()].slice(0, atMost);
  await allDone(
    due.map((key) => provisioningQueue.send({ v: 1, ...key })),
    'functions not requeued',
  );
  return due.length;
}
