import * as z from 'zod/mini';

/*
 * A direct invocation by those who run functions, which IAM protects: a token by the application credential
 * that a function or version has in its row. The credential goes as it is stored, encrypted.
 */

export const functionTokenRequest = z.strictObject({
  projectId: z.string(),
  functionId: z.string(),
  credential: z.strictObject({ id: z.string(), sealed: z.string() }),
  /** How long the function may run. */
  timeoutSeconds: z.int(),
});
export type FunctionTokenRequest = z.infer<typeof functionTokenRequest>;

/** A token with the URL of Keystone's v3 API, or why there is none. */
export const functionTokenAnswer = z.union([
  z.object({ token: z.string(), authUrl: z.string() }),
  z.object({ refused: z.string() }),
]);
export type FunctionTokenAnswer = z.infer<typeof functionTokenAnswer>;
