import type {
  ApplicationCredential,
  Assignment,
  PublicKey,
  Project,
  Revocation,
  TokenClaims,
  User,
} from '../core/identity.ts';

export interface IdentityStore {
  user(id: string): Promise<User | undefined>;
  /** Names are unique in the one domain and compared exactly. */
  userByName(name: string): Promise<User | undefined>;
  putUser(user: User): Promise<void>;
  project(id: string): Promise<Project | undefined>;
  projectByName(name: string): Promise<Project | undefined>;
  putProject(project: Project): Promise<void>;
  /** The roles a user was given, project by project, before implied ones are added. */
  assignments(userId: string): Promise<readonly Assignment[]>;
  putAssignment(assignment: Assignment): Promise<void>;
  applicationCredential(id: string): Promise<ApplicationCredential | undefined>;
  applicationCredentials(userId: string): Promise<readonly ApplicationCredential[]>;
  /** `exists` when the user has one of this name already. */
  createApplicationCredential(credential: ApplicationCredential): Promise<'created' | 'exists'>;
  removeApplicationCredential(credential: ApplicationCredential): Promise<void>;
  revoke(revocation: Revocation): Promise<void>;
  revocations(): Promise<readonly Revocation[]>;
  publicKeys(): Promise<readonly PublicKey[]>;
  putPublicKey(key: PublicKey): Promise<void>;
}

/** Signs tokens: only the identity Lambda has one. */
export interface TokenSigner {
  sign(claims: TokenClaims): Promise<string>;
}

/** Reads a token signed by one of the keys; undefined for anything else. Expiry and revocation are the caller's. */
export interface TokenReader {
  read(token: string): Promise<TokenClaims | undefined>;
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
