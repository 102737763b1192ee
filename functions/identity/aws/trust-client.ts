import { type TrustAnswer, trustAnswer, type TrustRequest } from '../../contract/trust.ts';
import type { Trusts } from '../../platform/ports.ts';
import { type IdentityLambda, invokeIdentity } from './invoke-identity.ts';

/** The trusts that the identity Lambda keeps. */
export function trustClient(lambda: IdentityLambda): Trusts {
  const ask = (request: TrustRequest): Promise<TrustAnswer> =>
    invokeIdentity(lambda, request, trustAnswer);

  return {
    create: async (token) => (await ask({ trust: 'create', token })).id,
    token: async (id) => (await ask({ trust: 'use', id })).token,
    async end(id) {
      await ask({ trust: 'end', id });
    },
  };
}
