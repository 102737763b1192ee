import type {
  ApplicationCredential,
  Assignment,
  PublicKey,
  Project,
  Revocation,
  TokenClaims,
  Trust,
  User,
} from '../core/identity.ts';

/** What is stored of an identity is read consistently: who was just given or denied something has it at once. */
export interface IdentityStore {
  user(id: string): Promise<User | undefined>;
  /** Names are unique in the one domain and compared exactly. Takes the same time for a name nobody has. */
  userByName(name: string): Promise<User | undefined>;
  /** Together with what it voids, if anything: a changed password and the end of the old tokens are one. */
  putUser(user: User, revocation?: Revocation): Promise<'stored' | 'name-taken'>;
  project(id: string): Promise<Project | undefined>;
  projectByName(name: string): Promise<Project | undefined>;
  projects(): Promise<readonly Project[]>;
  putProject(project: Project): Promise<'stored' | 'name-taken'>;
  /** The roles a user was given, project by project, before implied ones are added. */
  assignments(userId: string): Promise<readonly Assignment[]>;
  putAssignment(assignment: Assignment): Promise<void>;
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

/** The secrets that came with the deployment: passwords of the first users, the signing key. */
export interface Vault {
  read(name: string): Promise<string | undefined>;
  write(name: string, secret: string): Promise<void>;
}

/** Makes the pair of keys that tokens are signed and checked with. */
export interface SigningKeys {
  generate(): Promise<string>;
  /** The public half of a private key; undefined for any other text. */
  publicKeyOf(privateKey: string): Promise<PublicKey | undefined>;
}
