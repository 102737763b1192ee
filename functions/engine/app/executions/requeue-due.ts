import type { Ports, ExecutionStore, FunctionStore, VersionStore } from '../../ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';

/** What one sweep takes up of each kind; the rest is due in the next one. */
const atMost = 500;

interface Needs extends Pick<Ports, 'clock' | 'executionQueue' | 'provisioningQueue'> {
  readonly executions: Pick<ExecutionStore, 'due'>;
  readonly functions: Pick<FunctionStore, 'due'>;
  readonly versions: Pick<VersionStore, 'due'>;
}

/** Puts executions whose lease has ended, and functions that wait too long, for themselves or a version, back on their queues. */
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

async function requeueFunctions(ports: Needs): Promise<number> {
  const { clock, functions, provisioningQueue, versions } = ports;
  const now = clock.now();
  const ofFunctions = (await functions.due(now)).map(({ projectId, id }) => ({
    projectId,
    functionId: id,
  }));
  const waiting = [...ofFunctions, ...(await versions.due(now))];
  const due = [...new Map(waiting.map((key) => [key.functionId, key])).values()].slice(0, atMost);
  await allDone(
    due.map((key) => provisioningQueue.send({ v: 1, ...key })),
    'functions not requeued',
  );
  return due.length;
}
