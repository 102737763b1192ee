import type { Caller } from './core/caller.ts';
import type { Instant } from './core/instant.ts';
import type { Payload } from './core/payload.ts';

export interface Clock {
  now(): Instant;
}

export interface Ids {
  /** A new lower-case dashed UUIDv4. */
  random(): string;
  /** The same UUID-shaped id for the same parts, always: what makes a repeated step land on the same row. */
  derived(...parts: readonly string[]): string;
}

/** Structured log. Never give it a secret, a token, a password or a user's payload. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Holds what is too large for a row or a message. */
export interface PayloadStore {
  /** `owner` names what it belongs to, for example `executions/<project>/<id>/input`: writing again replaces. */
  store(owner: string, text: string): Promise<Payload>;
  load(payload: Payload): Promise<string>;
  /** A URL anyone may GET for a few minutes: for answers larger than a Lambda may give. */
  link(owner: string, text: string, contentType: string): Promise<string>;
}

/** Turns credentials into a caller; undefined for everything that is not valid now. */
export interface Authenticator {
  byToken(token: string): Promise<Caller | undefined>;
}

/** Where a login comes from, for what is counted and written down of it. */
export interface LoginSource {
  readonly address: string;
  /** Leads from the line in the log to the request's record. */
  readonly requestId: string;
}

/** Who sends events, which may also be a program without a token. */
export interface PublisherGate extends Authenticator {
  /** HTTP Basic with the id and secret of an application credential. Throws a fault after too many wrong ones. */
  byApplicationCredential(
    id: string,
    secret: string,
    source: LoginSource,
  ): Promise<Caller | undefined>;
}

/** Leave that users give us to act for them when their alarms fire. */
export interface Trusts {
  /** The id of a new trust of the token's holder; undefined if the token is not good for one. */
  create(token: string): Promise<string | undefined>;
  /** A token good for some minutes; undefined once the trust is worth nothing. */
  token(trustId: string): Promise<string | undefined>;
  end(trustId: string): Promise<void>;
}

/** Waits; only for retries whose time is bounded by the caller. */
export interface Sleep {
  (milliseconds: number): Promise<void>;
}

/** The secrets that came with the deployment: passwords of the first users, the signing key. */
export interface Vault {
  read(name: string): Promise<string | undefined>;
  write(name: string, secret: string): Promise<void>;
}

/** What every use case may ask for, whatever its service. */
export interface PlatformPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly sleep: Sleep;
  readonly payloads: PayloadStore;
  readonly authenticator: Authenticator;
}
