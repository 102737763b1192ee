import * as z from 'zod';

/**
 * What `/events` asks the identity Lambda by a direct call, which IAM guards: whom an application
 * credential stands for. There its wrong secrets count with those of every other login.
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

/** The caller, or nobody, or when to try again after too many wrong secrets. */
export const publisherAnswer = z.object({
  caller: z
    .object({
      userId: z.string(),
      projectId: z.string(),
      roles: z.array(z.enum(['admin', 'member', 'reader', 'service'])),
    })
    .optional(),
  retryAfterSeconds: z.number().optional(),
});
export type PublisherAnswer = z.infer<typeof publisherAnswer>;
