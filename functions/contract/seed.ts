import * as z from 'zod';

/**
 * The properties of the custom resource that brings the first projects and users about. Each thing is
 * given once; a secret that holds another password than before sets it and ends the user's tokens.
 */
export const seedProperties = z.object({
  projects: z.array(z.object({ name: z.string() })),
  users: z.array(
    z.object({
      name: z.string(),
      /** The project of a login that asks for none. */
      defaultProject: z.string().optional(),
      /** The secret's text is the password, or JSON with the field `password`. */
      passwordSecretArn: z.string(),
      assignments: z.array(
        z.object({
          project: z.string(),
          roles: z.array(z.enum(['admin', 'member', 'reader', 'service'])),
        }),
      ),
    }),
  ),
  /** Holds the private key once this has run; may be empty or hold anything before. */
  signingKeySecretArn: z.string(),
});
export type SeedProperties = z.infer<typeof seedProperties>;
