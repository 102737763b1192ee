import type { Instant } from '../../../platform/core/instant.ts';
import type { FunctionTarget } from '../functions/function.ts';

/** A secret URL that runs a function without credentials. */
export interface Webhook extends FunctionTarget {
  readonly id: string;
  readonly projectId: string;
  readonly description: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}
