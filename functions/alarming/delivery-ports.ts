import type { DeliveryMessage } from '../contract/message.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { DeliverySigning } from './core/delivery/delivery-signing.ts';
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryState,
  DeliverySummary,
} from './core/delivery/delivery.ts';
import type { HmacSha256 } from './core/delivery/webhook-signature.ts';

/** Work for the notifier. */
export interface DeliveryQueue {
  /** `delaySeconds` is at most 900, the limit of SQS. */
  send(message: DeliveryMessage, delaySeconds?: number): Promise<void>;
}

/** Deliveries with all their attempts. Rows expire some time after their creation. */
export interface DeliveryStore {
  /** Consistent. */
  get(projectId: string, id: string): Promise<Delivery | undefined>;
  /** Stores version n only over version n - 1 (0: no row). */
  put(delivery: Delivery): Promise<'stored' | 'stale'>;
  /** Newest first by id, at most `limit`. */
  list(projectId: string, filter: DeliveryFilter): Promise<readonly DeliverySummary[]>;
  /** Pending deliveries of any project that are due at `now`, the longest overdue first, at most `limit`; may lag. */
  due(now: Instant, limit: number): Promise<readonly DueDelivery[]>;
}

/** A pending delivery whose next attempt is due. */
export type DueDelivery = Pick<Delivery, 'projectId' | 'id'>;

/** Which of a project's deliveries to list. */
export interface DeliveryFilter {
  readonly alarmId?: string | undefined;
  readonly states?: readonly DeliveryState[] | undefined;
  /** Created at or after this time. */
  readonly since?: Instant | undefined;
  /** Only deliveries that come after this one in the list. */
  readonly after?: Pick<Delivery, 'id'> | undefined;
  readonly limit: number;
}

/** Which projects' deliveries are signed. Reads are consistent: a secret stops signing as soon as it is revoked. */
export interface DeliverySignings {
  get(projectId: string): Promise<DeliverySigning | undefined>;
  /** Stores version n only over version n - 1 (0: no row). */
  put(signing: DeliverySigning): Promise<'stored' | 'stale'>;
}

/** Signs for projects. The key of a project and generation never changes. */
export interface Signer {
  keyOf(projectId: string, generation: number): Promise<Uint8Array<ArrayBuffer>>;
  readonly hmac: HmacSha256;
}

/** Posts to an outside address, subject to the SSRF guard (`core/delivery/address-guard.ts`). */
export interface Poster {
  /** Never rejects because of the receiver, and ends within seconds whatever the receiver does. */
  post(request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** Does not follow redirects: what the request carries is meant for this address only. */
    readonly onlyHere?: boolean;
  }): Promise<PosterAnswer>;
}

/** How a post ended. */
export interface PosterAnswer
  extends Pick<DeliveryAttempt, 'outcome' | 'answer' | 'latencyMilliseconds'> {
  /** The `Retry-After` header, unparsed. */
  readonly retryAfter?: string | undefined;
}
