import * as z from 'zod/mini';

/** The event that invokes a user's Lambda function. `functions/python/taibai_runtime` reads it. */
export interface Invocation {
  readonly v: 1;
  readonly execution_id: string;
  readonly function_id: string;
  readonly project_id: string;
  /** Keyword arguments, or the one positional argument, or null. */
  readonly input: unknown;
  readonly positional: boolean;
  readonly timeout_seconds: number;
  /** The length of the chain of webhook calls by functions that led to this execution. */
  readonly hops?: number;
  /** By the application credential that the function's owner registered. */
  readonly os_token?: string;
  /** The v3 API of the Keystone that the token is of. */
  readonly os_auth_url?: string;
}

/**
 * The result of a user's Lambda function. It comes from a process that runs untrusted code, so it must
 * be read as hostile. `output` is JSON text. `log` is stdout and stderr, without the lines around it.
 */
export const envelope = z.object({
  v: z.literal(1),
  execution_id: z.string(),
  status: z.enum(['success', 'failed']),
  output: z.string(),
  duration: z.number().check(z.nonnegative()),
  log: z.string(),
  /** The id of the execution environment. Older versions of the layer do not send one. */
  environment: z.catch(z.optional(z.string().check(z.regex(/^[0-9a-f]{16}$/))), undefined),
});
export type Envelope = z.infer<typeof envelope>;

/** Lambda's limit on the response of a synchronous invocation, in bytes. */
export const maximumAnswerBytes = 6 * 1024 * 1024;

/** Lambda's limit on the event of a synchronous invocation, in bytes. */
export const maximumInvocationBytes = 6 * 1024 * 1024;
