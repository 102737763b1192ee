import type { Caller } from './core/caller.ts';
import type { Instant } from './core/instant.ts';
import type { Payload } from './core/payload.ts';

export interface Clock {
  now(): Instant;
}

export interface Ids {
  /** A new UUIDv4, lower-case and with dashes. */
  random(): string;
  /** An id in the form of a UUID, always the same for the same parts, so that a repeated step writes the same row. */
  derived(...parts: readonly string[]): string;
  /** A new id that begins with the time (`core/ordered-id.ts`). Not a secret: it is guessed more easily than `random`. */
  ordered(at: Instant): string;
  /** As `derived`, and begins with the time: the same for the same time and parts. */
  derivedAt(at: Instant, ...parts: readonly string[]): string;
}

/** A structured log. Never pass it a secret, a token, a password or a user's payload. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Stores texts that may be too large for a row or a message. */
export interface PayloadStore {
  /** `owner` says what the text belongs to, for example `executions/<project>/<id>/input`. Storing again replaces it. */
  store(owner: string, text: string): Promise<Payload>;
  load(payload: Payload): Promise<string>;
  /** A URL that anyone can GET for a few minutes: for responses larger than a Lambda may return. */
  link(owner: string, text: string, contentType: string): Promise<string>;
}

/** The caller that credentials stand for; undefined if they are not valid now. */
export interface Authenticator {
  byToken(token: string): Promise<Caller | undefined>;
}

/** Where a login comes from: for throttling and for the audit log. */
export interface LoginSource {
  readonly address: string;
  /** Links the audit entry to the log line of the request. */
  readonly requestId: string;
}

/** Authenticates senders of events, which may also be programs without a token. */
export interface PublisherGate extends Authenticator {
  /** By HTTP Basic with the id and secret of an application credential. Throws a fault after too many wrong secrets. */
  byApplicationCredential(
    id: string,
    secret: string,
    source: LoginSource,
  ): Promise<Caller | undefined>;
}

/** Trusts with which users let us act for them when their alarms fire. */
export interface Trusts {
  /** The id of a new trust by the token's user; undefined if this token cannot create one. */
  create(token: string): Promise<string | undefined>;
  end(trustId: string): Promise<void>;
}

/** Acts for users by their trusts. */
export interface TrustTokens {
  /** A token that is valid for some minutes; undefined if the trust is no longer valid. */
  token(trustId: string): Promise<string | undefined>;
}

/** Logs in with application credentials for the functions that they were registered for. */
export interface CredentialTokens {
  /** The v3 API of the Keystone that the tokens are of. */
  readonly authUrl: string;
  /**
   * A token for this long, or for as long as an existing Keystone gives; undefined if the credential gives no
   * access now.
   */
  token(
    credential: { readonly id: string; readonly secret: string },
    seconds: number,
  ): Promise<string | undefined>;
}

/** A row that is due, by its key. `row` names it for the store that answered. */
export interface Due<Key> {
  readonly key: Key;
  readonly dueAt: Instant;
  readonly row: readonly [string, string];
}

/** Rows that somebody must look at when their time has come. */
export interface DueRows<Key> {
  /** At most `limit` rows that are due by `until`, the earliest first. The index lags a moment behind. */
  due(until: Instant, limit: number): Promise<readonly Due<Key>[]>;
  /**
   * Makes rows due at `at` instead, so that no sweep before it finds them. Leaves a row whose time has changed
   * since it was read.
   */
  lookAgain(rows: readonly Due<Key>[], at: Instant): Promise<void>;
}

/** Waits. Only for retries whose total time the caller bounds. */
export interface Sleep {
  (milliseconds: number): Promise<void>;
}

/** The secrets of the deployment. Undefined for one that does not exist or has no value yet. */
export interface Vault {
  read(name: string): Promise<string | undefined>;
  write(name: string, secret: string): Promise<void>;
}

/** The ports that every service has. */
export interface PlatformPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly sleep: Sleep;
  readonly payloads: PayloadStore;
  readonly authenticator: Authenticator;
}
