import * as z from 'zod';

/**
 * What the alarming service may ask the identity Lambda by a direct call, which IAM guards: no request
 * over HTTP has this shape. Only a user's own valid token makes a trust, and only a trust makes a token.
 */
export const trustRequest = z.discriminatedUnion('trust', [
  z.object({ trust: z.literal('create'), token: z.string() }),
  z.object({ trust: z.literal('use'), id: z.string() }),
  z.object({ trust: z.literal('end'), id: z.string() }),
]);
export type TrustRequest = z.infer<typeof trustRequest>;

/** `id` of a new trust, or a short-lived `token`; neither when it cannot be. */
export const trustAnswer = z.object({ id: z.string().optional(), token: z.string().optional() });
export type TrustAnswer = z.infer<typeof trustAnswer>;
