import type { Instant } from '../../../platform/core/instant.ts';
import { byCodePoint } from '../../../platform/core/python-json.ts';

/** The event that a copy repeats, and the replay that made the copy. */
export interface Replayed {
  /** The replay. */
  readonly id: string;
  /** The acceptance of the event that was replayed, which may be a copy itself. */
  readonly of: string;
  /** The acceptance of the event at the beginning of the chain. */
  readonly root: string;
}

/** Where a body lies: inflated, deflated in its row, in a row of which an index has only the key, or in an object. */
export type StoredBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'deflated'; readonly bytes: Uint8Array }
  | { readonly kind: 'row' }
  | { readonly kind: 'object'; readonly key: string };

/** An acceptance of an event, as the log has it. */
export interface LoggedEvent {
  readonly projectId: string;
  /** When it was accepted. The order of the log is that of instant and acceptance. */
  readonly at: Instant;
  /** Of the acceptance: the same event sent twice is accepted twice. */
  readonly acceptance: string;
  readonly messageId: string;
  readonly eventType: string;
  /** When the event happened, as it says; `at` if it says nothing that is an instant. */
  readonly generated: Instant;
  readonly replayed?: Replayed | undefined;
  /** For `EventLog.bodyOf`. */
  readonly body: StoredBody;
}

/** An event to be stored. */
export interface NewEvent extends Omit<LoggedEvent, 'body'> {
  /** JSON text, or the key of its object, which must exist for as long as the row. */
  readonly body: Extract<StoredBody, { kind: 'text' | 'object' }>;
  readonly expiresAt: Instant;
}

/** A place in the order of the log. */
export type LogPlace = Pick<LoggedEvent, 'at' | 'acceptance'>;

/** A place in the order of when events were generated. */
export type GeneratedPlace = Pick<LoggedEvent, 'generated' | 'messageId' | 'acceptance'>;

/** Negative if `left` was accepted before `right`. */
export const byLogOrder = (left: LogPlace, right: LogPlace): number =>
  byCodePoint(left.at, right.at) || byCodePoint(left.acceptance, right.acceptance);

/** Negative if `left` was generated before `right`; at the same instant message ids decide, then acceptances. */
export const byGeneratedOrder = (left: GeneratedPlace, right: GeneratedPlace): number =>
  byCodePoint(left.generated, right.generated) ||
  byCodePoint(left.messageId, right.messageId) ||
  byCodePoint(left.acceptance, right.acceptance);
