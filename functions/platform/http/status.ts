import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FaultCode } from '../core/fault.ts';

/** The status of each fault code, the same in all dialects. */
export const statuses = {
  invalid: 400,
  unauthenticated: 401,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'not-allowed': 405,
  'not-acceptable': 406,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many': 429,
  unavailable: 503,
} as const satisfies Readonly<Record<FaultCode, ContentfulStatusCode>>;
