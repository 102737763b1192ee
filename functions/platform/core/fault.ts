/**
 * Why a request is refused, independent of any dialect. `platform/http/status.ts` maps each code to a
 * status. `unauthorized` is Aodh's 401 for a caller who names another project; `forbidden` is a 403.
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
  | 'precondition-failed'
  | 'too-large'
  | 'unsupported-media-type'
  | 'too-many'
  | 'unavailable';

/** A refusal that the caller can act on; `message` is shown to them as it is. Anything else that is thrown is a bug or an outage. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  /** When the caller may try again; sent in the header `Retry-After`. */
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
