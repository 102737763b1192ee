import type { Caller } from '../../platform/core/caller.ts';
import { type Instant, instantOf } from '../../platform/core/instant.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { AdminPorts, DeadLetter, QueueDepth } from '../admin-ports.ts';
import { requireAdministrator } from '../core/console-access.ts';

type Ports = Pick<AdminPorts, 'deadLetters'>;

export interface ListedQueue extends QueueDepth {
  readonly name: string;
  readonly canResend: boolean;
  /** Undefined unless it was asked for. */
  readonly oldest?: OldestLetter | null;
}

/** The oldest message that a look at a queue has found; null if it found none. */
export interface OldestLetter {
  readonly sentAt: Instant;
  /** Whether every message of the queue was looked at. SQS hands them out in no order. */
  readonly isOfAll: boolean;
}

/** How many messages a look at a queue shows. */
const shownMessages = 50;

export async function listDeadLetterQueues(
  { deadLetters }: Ports,
  caller: Caller,
  { withOldest }: { readonly withOldest: boolean },
): Promise<readonly ListedQueue[]> {
  requireAdministrator(caller);
  return Promise.all(
    deadLetters.names.map(async (name) => {
      const depth = await deadLetters.depth(name);
      return {
        name,
        canResend: deadLetters.canResend(name),
        ...depth,
        ...(withOldest && { oldest: await oldestOf({ deadLetters }, name, depth) }),
      };
    }),
  );
}

/**
 * By looking at the messages, since the metric of SQS leaves out those that were looked at a few times, is
 * minutes late, and costs more.
 */
async function oldestOf(
  { deadLetters }: Ports,
  queue: string,
  { waiting, inFlight }: QueueDepth,
): Promise<OldestLetter | null> {
  if (waiting === 0) return null;
  const letters = await deadLetters.peek(queue, shownMessages);
  const [oldest] = letters.toSorted((left, right) => left.sentAt - right.sentAt);
  if (!oldest) return null;
  return { sentAt: instantOf(oldest.sentAt), isOfAll: letters.length >= waiting + inFlight };
}

export async function peekDeadLetters(
  ports: Ports,
  caller: Caller,
  queue: string,
): Promise<readonly DeadLetter[]> {
  requireAdministrator(caller);
  requireQueue(ports, queue);
  return ports.deadLetters.peek(queue, shownMessages);
}

/** Sends messages of a queue again, and says how many are left, as far as SQS knows. */
export async function resendDeadLetters(
  ports: Ports,
  caller: Caller,
  { queue, limit }: { readonly queue: string; readonly limit: number },
): Promise<{ readonly resent: number; readonly remaining: number }> {
  requireAdministrator(caller);
  requireQueue(ports, queue);
  if (!ports.deadLetters.canResend(queue))
    throw new Fault('conflict', `The messages of ${queue} cannot be sent again as they are.`);
  const resent = await ports.deadLetters.resend(queue, limit);
  const { waiting, inFlight } = await ports.deadLetters.depth(queue);
  return { resent, remaining: waiting + inFlight };
}

export async function removeDeadLetters(
  ports: Ports,
  caller: Caller,
  { queue, ids }: { readonly queue: string; readonly ids: readonly string[] },
): Promise<number> {
  requireAdministrator(caller);
  requireQueue(ports, queue);
  return ports.deadLetters.remove(queue, ids);
}

function requireQueue({ deadLetters }: Ports, queue: string): void {
  if (!deadLetters.names.includes(queue))
    throw new Fault('not-found', 'The queue could not be found.');
}
