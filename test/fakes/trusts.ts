import type { Trusts, TrustTokens } from '../../functions/platform/ports.ts';

/** Creates a trust for any token that is not empty; the token of a trust names the trust. */
export function memoryTrusts(): Trusts &
  TrustTokens & { readonly alive: ReadonlyMap<string, string> } {
  const alive = new Map<string, string>();
  let created = 0;
  return {
    alive,
    async create(token) {
      if (token === '') return undefined;
      created += 1;
      const id = `trust${created}`;
      alive.set(id, token);
      return id;
    },
    async token(trustId) {
      return alive.has(trustId) ? `token of ${trustId}` : undefined;
    },
    async end(trustId) {
      alive.delete(trustId);
    },
  };
}
