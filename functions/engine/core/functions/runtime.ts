import type { Instant } from '../../../platform/core/instant.ts';

export type RuntimeStatus = 'creating' | 'available' | 'error' | 'upgrading' | 'deleting';

/**
 * A Python environment that functions run in. `image` is one of Lambda's runtime identifiers, or the name
 * of a Qinling image, which stands for the default runtime.
 */
export interface Runtime {
  readonly id: string;
  readonly name: string | null;
  readonly image: string;
  readonly description: string | null;
  readonly isPublic: boolean;
  readonly trusted: boolean;
  readonly status: RuntimeStatus;
  readonly projectId: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}
