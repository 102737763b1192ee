import * as z from 'zod/mini';

/*
 * Direct invocations by the alarming service, which IAM protects: its API may create and end trusts, and
 * only its notifier may use them.
 */

/** A trust is created with the user's own valid token. */
export const trustRequest = z.discriminatedUnion('trust', [
  z.strictObject({ trust: z.literal('create'), token: z.string() }),
  z.strictObject({ trust: z.literal('end'), id: z.string() }),
]);
export type TrustRequest = z.infer<typeof trustRequest>;

/** The `id` of a new trust; missing if the request is refused. */
export const trustAnswer = z.object({ id: z.optional(z.string()) });
export type TrustAnswer = z.infer<typeof trustAnswer>;

/** The id of the trust to issue a token for. */
export const trustTokenRequest = z.strictObject({ id: z.string() });
export type TrustTokenRequest = z.infer<typeof trustTokenRequest>;

/** A short-lived `token`; missing if the trust is not valid. */
export const trustTokenAnswer = z.object({ token: z.optional(z.string()) });
export type TrustTokenAnswer = z.infer<typeof trustTokenAnswer>;
