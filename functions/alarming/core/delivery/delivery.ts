import { retryWait, waitsInQueue } from './delivery-retry.ts';
import type { Cause } from '../../../contract/message.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import type { Payload } from '../../../platform/core/payload.ts';

/**
 * `pending`: more attempts follow. `delivered`: a receiver accepted it. `failed`: refused, by us or by
 * the receiver, in a way that a retry would not change. `dead`: all attempts failed.
 */
export const deliveryStates = ['pending', 'delivered', 'failed', 'dead'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** How one attempt ended. */
export type DeliveryOutcome =
  /** `delivered`: a 2xx. `rejected`: any other status. */
  | { readonly kind: 'delivered' | 'rejected'; readonly status: number }
  /** An action `log://`: written to the log. */
  | { readonly kind: 'logged' }
  /** `refused`: not attempted, because the target is not allowed or not supported. */
  | { readonly kind: 'refused' | 'unreachable' | 'timed-out'; readonly reason: string };

/** A recorded attempt to deliver an action. */
export interface DeliveryAttempt {
  /** Counts from 1, over all rounds. */
  readonly attempt: number;
  readonly at: Instant;
  readonly outcome: DeliveryOutcome;
  readonly latencyMilliseconds: number;
  /** The beginning of the response body. */
  readonly answer: string;
}

/** The delivery of one action of a transition to an outside receiver. */
export interface Delivery {
  /** Derived from firing and position, so that a redelivered message finds the same row. Begins with the time of the firing. */
  readonly id: string;
  readonly projectId: string;
  readonly alarmId: string;
  readonly firingId: string;
  /** The index of the action in the alarm's list. */
  readonly position: number;
  readonly url: string;
  readonly body: Payload;
  /** What it follows from; deliveries of releases up to 0.2.0 do not say. */
  readonly cause?: Cause;
  readonly state: DeliveryState;
  /** Attempts made so far. */
  readonly attempt: number;
  /** Attempts made before the current round; a manual redelivery starts a new round. */
  readonly attemptsBefore: number;
  /** The last `attemptsKept`, newest last. */
  readonly attempts: readonly DeliveryAttempt[];
  /** When the sweeper requeues a pending delivery. */
  readonly dueAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Increases with every write; 0 before the first. */
  readonly version: number;
}

/** How many attempts a row keeps: more than a round. */
export const attemptsKept = 20;

/** How long the sweeper waits for the queue before it requeues a delivery. */
const queueGraceSeconds = 300;

/** A delivery without its body, which may be large: what lists show. */
export type DeliverySummary = Omit<Delivery, 'body'>;

/** Whether the delivery comes after the other one in a list: newest first, by ids, which begin with the time. */
export const comesAfter = (delivery: Pick<Delivery, 'id'>, other: Pick<Delivery, 'id'>): boolean =>
  delivery.id < other.id;

/** A delivery that is not recorded yet. */
export const newDelivery = (
  action: Pick<
    Delivery,
    'id' | 'projectId' | 'alarmId' | 'firingId' | 'position' | 'url' | 'body' | 'cause'
  >,
  now: Instant,
): Delivery => ({
  ...action,
  state: 'pending',
  attempt: 0,
  attemptsBefore: 0,
  attempts: [],
  dueAt: null,
  createdAt: now,
  updatedAt: now,
  version: 0,
});

/**
 * Whether this attempt is the next one to make. Otherwise the message is a redelivery: the attempt is
 * recorded, and the one after it is in the queue or due.
 */
export const awaits = (delivery: Delivery, attempt: number): boolean =>
  delivery.state === 'pending' && delivery.attempt === attempt - 1;

/**
 * The delivery after an attempt that ended at `now`, and how long the queue holds the next attempt;
 * undefined if there is none, or the sweeper requeues it. `jitter` is in [0, 1).
 */
export function attempted(
  delivery: Delivery,
  made: Omit<DeliveryAttempt, 'attempt'>,
  now: Instant,
  retry: { readonly jitter: number; readonly retryAfterSeconds?: number | undefined },
): { readonly delivery: Delivery; readonly queueSeconds: number | undefined } {
  const attempt = delivery.attempt + 1;
  const next = {
    ...written(delivery, now),
    attempt,
    attempts: [...delivery.attempts, { ...made, attempt }].slice(-attemptsKept),
    dueAt: null,
  };
  const verdict = verdictOn(made.outcome);
  if (verdict !== 'retry')
    return { delivery: { ...next, state: verdict }, queueSeconds: undefined };
  const wait = retryWait(attempt - delivery.attemptsBefore, retry);
  if (wait === undefined) return { delivery: { ...next, state: 'dead' }, queueSeconds: undefined };
  return waitsInQueue(wait)
    ? {
        delivery: { ...next, dueAt: after(now, wait + queueGraceSeconds) },
        queueSeconds: Math.ceil(wait),
      }
    : { delivery: { ...next, dueAt: after(now, wait) }, queueSeconds: undefined };
}

/** A due delivery that is put back on the queue; it is due again in case its message gets lost. */
export const requeued = (delivery: Delivery, now: Instant): Delivery => ({
  ...written(delivery, now),
  dueAt: after(now, queueGraceSeconds),
});

/** A delivery that starts a new round of attempts. */
export const restarted = (delivery: Delivery, now: Instant): Delivery => ({
  ...requeued(delivery, now),
  state: 'pending',
  attemptsBefore: delivery.attempt,
});

const written = (delivery: Delivery, now: Instant): Delivery => ({
  ...delivery,
  updatedAt: now,
  version: delivery.version + 1,
});

function verdictOn(outcome: DeliveryOutcome): 'delivered' | 'failed' | 'retry' {
  if (outcome.kind === 'delivered' || outcome.kind === 'logged') return 'delivered';
  if (outcome.kind === 'refused') return 'failed';
  return outcome.kind !== 'rejected' || isTransient(outcome.status) ? 'retry' : 'failed';
}

/** Statuses after which a later attempt may succeed. */
const isTransient = (status: number): boolean => status === 408 || status === 429 || status >= 500;
