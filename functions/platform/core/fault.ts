/**
 * Why a request is refused, in words of no dialect. `platform/http/status.ts` has the status of each:
 * `unauthorized` is Aodh's 401 for a caller who names somebody else's project, `forbidden` a 403.
 */
export type FaultCode =
  | 'invalid'
  | 'unauthenticated'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'not-allowed'
  | 'not-acceptable'
  | 'conflict'
  | 'too-large'
  | 'unavailable';

/** A refusal the caller can act on. `message` is shown to him as it is. Everything else thrown is a bug or an outage. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  /** When it may be tried again; told in the header `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: FaultCode,
    message: string,
    options?: { readonly cause?: unknown; readonly retryAfterSeconds?: number },
  ) {
    super(message, options);
    this.code = code;
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}
