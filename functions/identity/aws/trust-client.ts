import {
  trustAnswer,
  type TrustRequest,
  trustTokenAnswer,
  type TrustTokenRequest,
} from '../../contract/trust.ts';
import type { Trusts, TrustTokens } from '../../platform/ports.ts';
import { type InvokedLambda, invokeDirectly } from '../../platform/aws/invoke-directly.ts';

/** Creates and ends trusts by the Lambda that keeps them. */
export const trustClient = (lambda: InvokedLambda): Trusts => ({
  async create(token) {
    const request: TrustRequest = { trust: 'create', token };
    return (await invokeDirectly(lambda, request, trustAnswer)).id;
  },
  async end(id) {
    const request: TrustRequest = { trust: 'end', id };
    await invokeDirectly(lambda, request, trustAnswer);
  },
});

/** Gets tokens for trusts from the Lambda that issues them. */
export const trustTokenClient = (lambda: InvokedLambda): TrustTokens => ({
  async token(id) {
    const request: TrustTokenRequest = { id };
    return (await invokeDirectly(lambda, request, trustTokenAnswer)).token;
  },
});
