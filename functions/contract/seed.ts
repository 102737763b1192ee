import * as z from 'zod/mini';

/**
 * The properties of the custom resource that creates the first projects and users. Each of them is created
 * only once. If a secret has a new password, the user gets it, and the user's tokens are revoked.
 */
export const seedProperties = z.object({
  projects: z.array(z.object({ name: z.string() })),
  users: z.array(
    z.object({
      name: z.string(),
      /** The project of logins that do not name one. */
      defaultProject: z.optional(z.string()),
      /** The secret's name. Its text is the password, or JSON with the field `password`. */
      passwordSecret: z.string(),
      assignments: z.array(
        z.object({
          project: z.string(),
          roles: z.array(z.enum(['admin', 'member', 'reader', 'service'])),
        }),
      ),
    }),
  ),
  /** The parameter that gets the private key. Its earlier value is ignored unless it is such a key. */
  signingKeyParameter: z.string(),
});
export type SeedProperties = z.infer<typeof seedProperties>;
