import type { PlatformPorts, Vault } from '../platform/ports.ts';
import type {
  ApplicationCredential,
  Assignment,
  PublicKey,
  Project,
  Revocation,
  SeedRecord,
  TokenClaims,
  Trust,
  User,
} from './core/identity.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { UsualSource } from './core/usual-source.ts';

/**
 * Things with a name that is unique in the one domain and compared exactly. A revocation that comes
 * with a change is stored in the same transaction. Reads are consistent.
 */
export interface NamedStore<Thing> {
  get(id: string): Promise<Thing | undefined>;
  /** Takes the same time whether or not the name exists. */
  byName(name: string): Promise<Thing | undefined>;
  list(): Promise<readonly Thing[]>;
  put(thing: Thing, revocation?: Revocation): Promise<'stored' | 'name-taken'>;
  /** Stores the thing only if it is still as it was `before`. */
  replace(thing: Thing, before: Thing, revocation?: Revocation): Promise<Replaced>;
  /** Removes the thing unless it has another name meanwhile. Removing it twice is not an error. */
  remove(thing: Thing, revocation: Revocation): Promise<'removed' | 'stale'>;
}

export type Replaced = 'stored' | 'name-taken' | 'stale';
export type UserStore = NamedStore<User>;
export type ProjectStore = NamedStore<Project>;

/** The roles that users were given in projects, without implied ones. Reads are consistent. */
export interface AssignmentStore {
  ofUser(userId: string): Promise<readonly Assignment[]>;
  list(): Promise<readonly Assignment[]>;
  put(assignment: Assignment): Promise<void>;
  /**
   * Stores `next` only if the roles are still those of `before`; an assignment without roles is
   * removed. The revocation is stored in the same transaction.
   */
  replace(
    next: Assignment,
    before: Assignment | undefined,
    revocation?: Revocation,
  ): Promise<'stored' | 'stale'>;
}

/** Application credentials, whose names are unique per user. Reads are consistent. */
export interface ApplicationCredentialStore {
  get(id: string): Promise<ApplicationCredential | undefined>;
  ofUser(userId: string): Promise<readonly ApplicationCredential[]>;
  create(credential: ApplicationCredential): Promise<'created' | 'exists'>;
  /** Stores the revocation of the credential's tokens in the same transaction. */
  remove(credential: ApplicationCredential, revocation: Revocation): Promise<void>;
}

export interface TrustStore {
  get(id: string): Promise<Trust | undefined>;
  put(trust: Trust): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface RevocationStore {
  /** Keeps the later of two revocations of the same subject, whatever the order they arrive in. */
  put(revocation: Revocation): Promise<void>;
  list(): Promise<readonly Revocation[]>;
}

export interface PublicKeyStore {
  put(key: PublicKey): Promise<void>;
  list(): Promise<readonly PublicKey[]>;
}

export interface SeedRecordStore {
  put(record: SeedRecord): Promise<void>;
  list(): Promise<readonly SeedRecord[]>;
}

/** The stores that share the identity table. */
export interface IdentityStores {
  readonly users: UserStore;
  readonly projects: ProjectStore;
  readonly assignments: AssignmentStore;
  readonly applicationCredentials: ApplicationCredentialStore;
  readonly trusts: TrustStore;
  readonly revocations: RevocationStore;
  readonly publicKeys: PublicKeyStore;
  readonly seedRecords: SeedRecordStore;
}

/**
 * Counts login attempts per subject and window. An attempt counts from before its secret is checked, so
 * concurrent attempts cannot exceed the limit.
 */
export interface LoginFailures {
  /**
   * Counts one more attempt. `full`: the limit of failures is reached. `busy`: the limit is reached
   * only with attempts that are still being checked.
   */
  begin(counter: LoginCounter): Promise<LoginAttempt | 'busy' | 'full'>;
  /** The secret was wrong: the attempt stays counted. */
  fail(attempt: LoginAttempt): Promise<void>;
  /** Stops counting the attempt. */
  cancel(attempt: LoginAttempt): Promise<void>;
}

/** A counted attempt in the window that ends at `until`. */
export interface LoginAttempt {
  readonly subject: string;
  readonly until: Instant;
}

export interface LoginCounter extends LoginAttempt {
  /** How many attempts may count at once. */
  readonly limit: number;
}

/** The sources that each user and application credential has logged in from. Reads are consistent. */
export interface UsualSourceStore {
  list(account: string): Promise<readonly UsualSource[]>;
  /** Stores the sources, at least one, only if they are still those of `before`. */
  replace(
    account: string,
    next: readonly UsualSource[],
    before: readonly UsualSource[],
  ): Promise<'stored' | 'stale'>;
}

/** Signs tokens; only the Lambdas of the HTTP API and of trust tokens have one. */
export interface TokenSigner {
  sign(claims: TokenClaims): Promise<string>;
}

/**
 * Reads a token signed with the key it names; undefined for anything else. Looking up keys, expiry and
 * revocation are left to the caller.
 */
export interface TokenReader {
  read(
    token: string,
    keyOf: (keyId: string) => Promise<PublicKey | undefined>,
  ): Promise<TokenClaims | undefined>;
}

/** The claims of a token that is valid now; undefined for anything else. */
export interface VerifyToken {
  (token: string): Promise<TokenClaims | undefined>;
}

/** Hashes passwords with scrypt; a hash names its own parameters. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes the same time for a right password, a wrong one and an unknown user (`undefined`). */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

/** Hashes long random secrets with SHA-256. */
export interface SecretHasher {
  /** A new random, URL-safe secret. */
  generate(): string;
  hash(secret: string): string;
  verify(secret: string, hash: string): boolean;
}

/** Generates the key pairs that tokens are signed and verified with. */
export interface SigningKeys {
  generate(): Promise<string>;
  /** The public half of a private key; undefined for any other text. */
  publicKeyOf(privateKey: string): Promise<PublicKey | undefined>;
}

/** The events that projects have stored. */
export interface ProjectEvents {
  /** Has all of a project's events deleted. */
  erase(projectId: string): Promise<void>;
}

/** What a project still contains, of one kind. */
export interface ProjectContents {
  list(projectId: string): Promise<readonly { readonly id: string }[]>;
}

/** Everything an identity use case may touch outside itself. A use case picks the few it needs. */
export interface Ports extends PlatformPorts, IdentityStores {
  readonly loginFailures: LoginFailures;
  readonly usualSources: UsualSourceStore;
  readonly tokenSigner: TokenSigner;
  readonly tokenReader: TokenReader;
  readonly verifyToken: VerifyToken;
  readonly passwords: PasswordHasher;
  readonly secrets: SecretHasher;
  readonly signingKeys: SigningKeys;
  /** The keys that the deployment generates. */
  readonly keys: Vault;
  /** The passwords of the first users. */
  readonly vault: Pick<Vault, 'read'>;
  readonly functions: ProjectContents;
  readonly alarms: ProjectContents;
  /** The stored events of projects, if the deployment stores any. */
  readonly projectEvents?: ProjectEvents | undefined;
  readonly settings: Settings;
}

/** The settings of a deployment that identity use cases depend on. */
export interface Settings {
  /** The base URL that clients see, without a trailing slash: `http://localhost:7070`. */
  readonly publicUrl: string;
  readonly region: string;
  /** Whether the deployment has the metrics service. */
  readonly metrics: boolean;
  readonly tokenLifetimeSeconds: number;
  /** Whether the catalog has the log of events. */
  readonly storesEvents?: boolean;
}
