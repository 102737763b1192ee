import type { PlatformPorts } from '../platform/ports.ts';
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

/** What is stored of an identity is read consistently: who was just given or denied something has it at once. */
export interface IdentityStore {
  user(id: string): Promise<User | undefined>;
  /** Names are unique in the one domain and compared exactly. Takes the same time for a name nobody has. */
  userByName(name: string): Promise<User | undefined>;
  /** Together with what it voids, if anything: a changed password and the end of the old tokens are one. */
  putUser(user: User, revocation?: Revocation): Promise<'stored' | 'name-taken'>;
  users(): Promise<readonly User[]>;
  /** Only while the user is still as he was `before`. */
  replaceUser(user: User, before: User, revocation?: Revocation): Promise<Replaced>;
  /** Together with his tokens. Removing twice is removing once. */
  removeUser(user: User, revocation: Revocation): Promise<void>;
  project(id: string): Promise<Project | undefined>;
  projectByName(name: string): Promise<Project | undefined>;
  projects(): Promise<readonly Project[]>;
  putProject(project: Project): Promise<'stored' | 'name-taken'>;
  /** Only while the project is still as it was `before`. */
  replaceProject(project: Project, before: Project, revocation?: Revocation): Promise<Replaced>;
  /** Together with the tokens for it. Removing twice is removing once. */
  removeProject(project: Project, revocation: Revocation): Promise<void>;
  /** The roles a user was given, project by project, before implied ones are added. */
  assignments(userId: string): Promise<readonly Assignment[]>;
  everyAssignment(): Promise<readonly Assignment[]>;
  putAssignment(assignment: Assignment): Promise<void>;
  /** Only while the roles are still those of `before`; an assignment without roles is none. */
  replaceAssignment(
    next: Assignment,
    before: Assignment | undefined,
    revocation?: Revocation,
  ): Promise<'stored' | 'stale'>;
  applicationCredential(id: string): Promise<ApplicationCredential | undefined>;
  applicationCredentials(userId: string): Promise<readonly ApplicationCredential[]>;
  /** `exists` when the user has one of this name already. */
  createApplicationCredential(credential: ApplicationCredential): Promise<'created' | 'exists'>;
  /** Together with the tokens that came from it. */
  removeApplicationCredential(
    credential: ApplicationCredential,
    revocation: Revocation,
  ): Promise<void>;
  trust(id: string): Promise<Trust | undefined>;
  putTrust(trust: Trust): Promise<void>;
  removeTrust(id: string): Promise<void>;
  /** A later revocation of the same subject replaces an earlier one, never the other way round. */
  revoke(revocation: Revocation): Promise<void>;
  revocations(): Promise<readonly Revocation[]>;
  publicKeys(): Promise<readonly PublicKey[]>;
  putPublicKey(key: PublicKey): Promise<void>;
  seedRecords(): Promise<readonly SeedRecord[]>;
  putSeedRecord(record: SeedRecord): Promise<void>;
}

export type Replaced = 'stored' | 'name-taken' | 'stale';

/**
 * Counts guesses at secrets per subject, each within a stretch of time that begins with the first and
 * ends by itself. One that is looked at counts until it turns out right: so of any number that come at
 * once no more are looked at than may be wrong.
 */
export interface LoginFailures {
  /**
   * Counts one more before it is looked at. `full` when so many were wrong; `busy` when some of those
   * counted are still looked at.
   */
  begin(subject: string, stretch: Stretch): Promise<Guess | 'busy' | 'full'>;
  /** It was wrong, and stays counted. */
  wrong(guess: Guess): Promise<void>;
  /** It counts no more. */
  takeBack(guess: Guess): Promise<void>;
  /** It was right: it counts no more, and neither do those that were wrong before. */
  right(guess: Guess): Promise<void>;
}

export interface Stretch {
  readonly now: Instant;
  /** When the stretch ends, if it begins now. */
  readonly until: Instant;
  /** So many count, then none is looked at. */
  readonly most: number;
}

/** A guess that counts, in the stretch that ends then. */
export interface Guess {
  readonly subject: string;
  readonly until: Instant;
}

/** Signs tokens: only the identity Lambda has one. */
export interface TokenSigner {
  sign(claims: TokenClaims): Promise<string>;
}

/**
 * Reads a token signed by the key it names; undefined for anything else. Which keys there are, expiry
 * and revocation are the caller's.
 */
export interface TokenReader {
  read(
    token: string,
    keyOf: (keyId: string) => Promise<PublicKey | undefined>,
  ): Promise<TokenClaims | undefined>;
}

/** scrypt over passwords; a hash names its own parameters. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes the same time whether the password is right, wrong, or there is no user (`undefined`). */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

/** SHA-256 over long random secrets. */
export interface SecretHasher {
  /** A new random, URL-safe secret. */
  generate(): string;
  hash(secret: string): string;
  verify(secret: string, hash: string): boolean;
}

/** Makes the pair of keys that tokens are signed and checked with. */
export interface SigningKeys {
  generate(): Promise<string>;
  /** The public half of a private key; undefined for any other text. */
  publicKeyOf(privateKey: string): Promise<PublicKey | undefined>;
}

/** Everything a use case of identity may touch outside itself. A use case names the few it needs with `Pick`. */
export interface Ports extends PlatformPorts {
  readonly identity: IdentityStore;
  readonly tokenSigner: TokenSigner;
  readonly tokenReader: TokenReader;
  readonly passwords: PasswordHasher;
  readonly secrets: SecretHasher;
  readonly settings: Settings;
}

/** What differs between deployments and a use case of identity must know. */
export interface Settings {
  /** The base URL users see, without a slash at the end: `http://localhost:7070`. */
  readonly publicUrl: string;
  readonly region: string;
  readonly tokenLifetimeSeconds: number;
}
