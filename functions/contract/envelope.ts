import * as z from 'zod';

/** What the executor sends to a user's Lambda function. Spelled the same in `functions/python/taibai_runtime`. */
export interface Invocation {
  readonly v: 1;
  readonly execution_id: string;
  readonly function_id: string;
  readonly project_id: string;
  /** Keyword arguments, or the one positional argument, or null. */
  readonly input: unknown;
  readonly positional: boolean;
  readonly timeout_seconds: number;
  /** Webhooks that functions called one after the other, up to this execution. */
  readonly hops?: number;
}

/**
 * What a user's Lambda function answers. It comes from a process that runs untrusted code: read it as
 * hostile. `output` is JSON text. `log` is stdout and stderr, without the lines that frame it.
 */
export const envelope = z.object({
  v: z.literal(1),
  execution_id: z.string(),
  status: z.enum(['success', 'failed']),
  output: z.string(),
  duration: z.number().nonnegative(),
  log: z.string(),
  /** The environment it ran in, by a name of its own: none from a layer of before they had names. */
  environment: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional()
    .catch(undefined),
});
export type Envelope = z.infer<typeof envelope>;

/** Lambda's limit on a synchronous answer, in bytes. */
export const maximumAnswerBytes = 6 * 1024 * 1024;

/** Lambda's limit on what a function is invoked with, in bytes. */
export const maximumInvocationBytes = 6 * 1024 * 1024;
