/** Why the API gave no answer: `status` is 0 if it could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  /** In how many seconds the same request may be sent again, if the API says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, message: string, retryAfter?: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
