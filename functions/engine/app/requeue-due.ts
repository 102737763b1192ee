import { allDone } from '../../platform/app/all-done.ts';
import { examinedPerHandedOver, fairShare } from '../../platform/core/fair-share.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { Due, DueRows } from '../../platform/ports.ts';
import type { FunctionKey } from '../core/functions/function.ts';
import type { Ports } from '../ports.ts';
import { handOver } from '../../platform/app/hand-over.ts';

/** The most rows of a kind per sweep, shared among projects; the rest is left to the next one. */
const atMost = 500;

/** After this long the message of a row is assumed to be lost, or put aside. */
const againSeconds = 600;

type Requeueing = Pick<
  Ports,
  | 'attempts'
  | 'clock'
  | 'executionQueue'
  | 'log'
  | 'provisioningQueue'
  | 'publications'
  | 'revisions'
>;

/**
 * Queues executions whose lease has ended, and functions that are overdue for themselves or a version. They are
 * the safety net of messages that bring themselves back to the second, so they are not queued ahead: every
 * running execution has a lease that ends soon, and nearly all end before it.
 */
export async function requeueDue(
  ports: Requeueing,
): Promise<{ readonly executions: number; readonly functions: number }> {
  const { publications, revisions } = ports;
  const [executions = 0, functions = 0, versions = 0] = await allDone(
    [
      requeueExecutions(ports),
      requeueFunctions(ports, revisions),
      requeueFunctions(ports, publications),
    ],
    'executions or functions not requeued',
  );
  return { executions, functions: functions + versions };
}

async function fairlyDue<Key extends { readonly projectId: string }>(
  rows: DueRows<Key>,
  now: Instant,
): Promise<readonly Due<Key>[]> {
  const due = await rows.due(now, atMost * examinedPerHandedOver);
  return fairShare(due, ({ key }) => key.projectId, atMost);
}

async function requeueExecutions(ports: Requeueing): Promise<number> {
  const { attempts: rows, clock, executionQueue, log } = ports;
  const again = after(clock.now(), againSeconds);
  const due = await fairlyDue(rows, clock.now());
  return handOver({ rows, again, log }, due, ({ key: { projectId, id } }) =>
    executionQueue.send([{ v: 1, kind: 'recorded', projectId, executionId: id }]),
  );
}

/** A function is queued once, however many of its versions are due. */
async function requeueFunctions(
  { clock, log, provisioningQueue }: Requeueing,
  rows: DueRows<FunctionKey>,
): Promise<number> {
  const again = after(clock.now(), againSeconds);
  const due = await fairlyDue(rows, clock.now());
  const first = new Map(due.toReversed().map((each) => [each.key.functionId, each]));
  const functions = new Set(first.values());
  await handOver({ rows, again, log }, due, async (each) => {
    if (functions.has(each)) await provisioningQueue.send({ v: 1, ...each.key });
  });
  return functions.size;
}
