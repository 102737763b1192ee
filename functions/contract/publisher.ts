import * as z from 'zod/mini';

/**
 * A request of `/events` for the caller of an application credential, by a direct invocation that IAM
 * protects. Wrong secrets count together with those of other logins.
 */
export const publisherRequest = z.object({
  publisher: z.object({
    id: z.string(),
    secret: z.string(),
    address: z.string(),
    requestId: z.string(),
  }),
});
export type PublisherRequest = z.infer<typeof publisherRequest>;

/** The caller; nothing if the credential is wrong; or when to retry after too many wrong secrets. */
export const publisherAnswer = z.object({
  caller: z.optional(
    z.object({
      userId: z.string(),
      projectId: z.string(),
      roles: z.array(z.enum(['admin', 'member', 'reader', 'service'])),
    }),
  ),
  retryAfterSeconds: z.optional(z.number()),
});
export type PublisherAnswer = z.infer<typeof publisherAnswer>;
