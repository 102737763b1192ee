/** An OpenStack cloud's own Keystone, and the service user that asks it. */
export interface KeystonePlace {
  /** Of the v3 API, for example `https://keystone.example:5000/v3`. */
  readonly url: string;
  /** For how long at most an answer counts without asking again; what is revoked may work this long. */
  readonly rememberSeconds: number;
  /** JSON with the service user's credential, as it is now: a rotated password is read by asking again. */
  readonly credential: () => Promise<string>;
}
