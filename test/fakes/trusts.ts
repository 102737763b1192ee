import type { Trusts } from '../../functions/platform/ports.ts';

/** Creates a trust for any token that is not empty; the token of a trust contains its id. */
export function memoryTrusts(): Trusts & { readonly alive: ReadonlyMap<string, string> } {
  const alive = new Map<string, string>();
  let made = 0;
  return {
    alive,
    async create(token) {
      if (token === '') return undefined;
      made += 1;
      const id = `trust${made}`;
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
