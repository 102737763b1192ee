import type { Ports } from '../../ports.ts';
import type { ExecutionStore, FunctionStore } from '../../ports/engine.ts';
import { allDone } from '../all-done.ts';

/** What one sweep takes up of each kind; the rest is due in the next one. */
const atMost = 500;

interface Needs extends Pick<Ports, 'clock' | 'executionQueue' | 'provisioningQueue'> {
  readonly executions: Pick<ExecutionStore, 'due'>;
  readonly functions: Pick<FunctionStore, 'due'>;
}

/** Puts executions whose lease has ended, and functions that wait too long, back on their queues. */
export async function requeueDue(
  ports: Needs,
): Promise<{ readonly executions: number; readonly functions: number }> {
  const [executions = 0, functions = 0] = await allDone(
    [requeueExecutions(ports), requeueFunctions(ports)],
    'executions or functions not requeued',
  );
  return { executions, functions };
}

async function requeueExecutions({ clock, executions, executionQueue }: Needs): Promise<number> {
  const due = (await executions.due(clock.now())).slice(0, atMost);
  if (due.length > 0)
    await executionQueue.send(
      due.map(({ projectId, id }) => ({ v: 1, kind: 'recorded', projectId, executionId: id })),
    );
  return due.length;
}

async function requeueFunctions({ clock, functions, provisioningQueue }: Needs): Promise<number> {
  const due = (await functions.due(clock.now())).slice(0, atMost);
  await allDone(
    due.map(({ projectId, id }) => provisioningQueue.send({ v: 1, projectId, functionId: id })),
    'functions not requeued',
  );
  return due.length;
}
