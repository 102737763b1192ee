/** How to reach an existing Keystone, and as which service user. */
export interface KeystoneConnection {
  /** The URL of the v3 API, for example `https://keystone.example:5000/v3`. */
  readonly url: string;
  /** How long a verified credential is cached, and so how late a revocation may take effect. */
  readonly cacheSeconds: number;
  /** Reads the service user's credential, as JSON; reading it again returns a rotated password. */
  readonly serviceCredential: () => Promise<string>;
}
