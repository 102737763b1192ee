import * as z from 'zod';

/**
 * A request of the alarming service to the identity Lambda, by a direct invocation that IAM protects. No
 * HTTP request has this form. A trust is created with the user's own valid token; a token is issued for
 * a trust.
 */
export const trustRequest = z.discriminatedUnion('trust', [
  z.object({ trust: z.literal('create'), token: z.string() }),
  z.object({ trust: z.literal('use'), id: z.string() }),
  z.object({ trust: z.literal('end'), id: z.string() }),
]);
export type TrustRequest = z.infer<typeof trustRequest>;

/** The `id` of a new trust or a short-lived `token`; neither if the request is refused. */
export const trustAnswer = z.object({ id: z.string().optional(), token: z.string().optional() });
export type TrustAnswer = z.infer<typeof trustAnswer>;
