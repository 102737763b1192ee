import { retryWait, waitsInQueue } from './delivery-retry.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import type { Payload } from '../../../platform/core/payload.ts';

/**
 * `pending`: more attempts will come. `delivered`: somebody took it. `failed`: refused, by us or by
 * the receiver, in a way that no repetition changes. `dead`: every attempt was in vain.
 */
export const deliveryStates = ['pending', 'delivered', 'failed', 'dead'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** How one attempt ended. */
export type DeliveryOutcome =
  /** `delivered`: a 2xx. `rejected`: any other status. */
  | { readonly kind: 'delivered' | 'rejected'; readonly status: number }
  /** An action `log://`: written to the log. */
  | { readonly kind: 'logged' }
  /** `refused`: not attempted, because it must not be reached or there is no way to. */
  | { readonly kind: 'refused' | 'unreachable' | 'timed-out'; readonly reason: string };

/** One attempt to deliver an action, kept for whoever asks why nothing arrived. */
export interface DeliveryAttempt {
  /** From 1 on, over all rounds. */
  readonly attempt: number;
  readonly at: Instant;
  readonly outcome: DeliveryOutcome;
  readonly latencyMilliseconds: number;
  /** The beginning of the answer's body. */
  readonly answer: string;
}

/** One action of one firing on its way to the outside. */
export interface Delivery {
  /** Derived from firing and position, so that a repeated message finds the same row. */
  readonly id: string;
  readonly projectId: string;
  readonly alarmId: string;
  readonly firingId: string;
  /** The action's place in the alarm's list. */
  readonly position: number;
  readonly url: string;
  readonly body: Payload;
  readonly state: DeliveryState;
  /** Attempts made so far. */
  readonly attempt: number;
  /** Attempts made before the present round: a redelivery by hand begins a new one. */
  readonly attemptsBefore: number;
  /** The newest last, and only the last `attemptsKept`. */
  readonly attempts: readonly DeliveryAttempt[];
  /** When the sweeper has to take a pending delivery up. */
  readonly dueAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Goes up with every write; 0 before the first. */
  readonly version: number;
}

/** More than one round of attempts. */
export const attemptsKept = 20;

/** How long the sweeper leaves a delivery to the queue before it takes it for lost there. */
const queueGraceSeconds = 300;

/** A delivery that nothing is recorded of yet. */
export const newDelivery = (
  action: Pick<Delivery, 'id' | 'projectId' | 'alarmId' | 'firingId' | 'position' | 'url' | 'body'>,
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
 * Whether this attempt is the one to be made now. Anything else is a repeated message: what comes
 * after a recorded attempt is already on its way, or due.
 */
export const awaits = (delivery: Delivery, attempt: number): boolean =>
  delivery.state === 'pending' && delivery.attempt === attempt - 1;

/**
 * The delivery after an attempt that ended at `now`, and how long the queue shall hold the next one;
 * undefined when none follows or the sweeper will see to it. `jitter` lies in [0, 1).
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
  if (verdict !== 'again')
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

/** A due delivery that is handed to the queue: should it get lost there, it is due again. */
export const handedOver = (delivery: Delivery, now: Instant): Delivery => ({
  ...written(delivery, now),
  dueAt: after(now, queueGraceSeconds),
});

/** A delivery that somebody wants to see attempted once more, with a full round of retries. */
export const begunAgain = (delivery: Delivery, now: Instant): Delivery => ({
  ...handedOver(delivery, now),
  state: 'pending',
  attemptsBefore: delivery.attempt,
});

const written = (delivery: Delivery, now: Instant): Delivery => ({
  ...delivery,
  updatedAt: now,
  version: delivery.version + 1,
});

function verdictOn(outcome: DeliveryOutcome): 'delivered' | 'failed' | 'again' {
  if (outcome.kind === 'delivered' || outcome.kind === 'logged') return 'delivered';
  if (outcome.kind === 'refused') return 'failed';
  return outcome.kind !== 'rejected' || mayPass(outcome.status) ? 'again' : 'failed';
}

/** Statuses that say nothing against a later attempt. */
const mayPass = (status: number): boolean => status === 408 || status === 429 || status >= 500;
