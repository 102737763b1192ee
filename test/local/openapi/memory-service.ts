/** What parameters are, so that something is found: see `Target` in test/parity/support/schemathesis.ts. */
export type Values = Readonly<Record<string, string>>;

/** The API of a service in memory. */
export interface MemoryService {
  readonly serves: (method: string, url: string) => boolean;
  readonly request: (url: string, init: RequestInit) => Response | Promise<Response>;
  /** The token by which this service's world knows the caller. */
  readonly as: string;
  readonly values: Values;
  readonly logged: unknown[];
}

export const under =
  (...prefixes: readonly RegExp[]) =>
  (_method: string, url: string) =>
    prefixes.some((prefix) => prefix.test(url));
