import { after, type Instant } from '../../../platform/core/instant.ts';

/**
 * Whether a project's deliveries are signed, and with which generation of its secret; each rotation
 * starts a new generation. The secrets are derived from the deployment's master key and not stored.
 */
export interface DeliverySigning {
  readonly projectId: string;
  /** Counts from 1 and never decreases, so that a revoked secret never returns. */
  readonly generation: number;
  readonly enabled: boolean;
  /** Until when the previous generation signs as well; null if it does not. */
  readonly previousUntil: Instant | null;
  /** Increases with every write. */
  readonly version: number;
}

/** How long the previous secret signs beside a new one. */
export const rotationSeconds = 24 * 3600;

/** The project's signing with a new secret; a secret in use keeps signing beside it for a day. */
export const rotated = (
  projectId: string,
  seen: DeliverySigning | undefined,
  now: Instant,
): DeliverySigning => ({
  projectId,
  generation: (seen?.generation ?? 0) + 1,
  enabled: true,
  previousUntil: seen?.enabled ? after(now, rotationSeconds) : null,
  version: (seen?.version ?? 0) + 1,
});

export const switchedOff = (seen: DeliverySigning): DeliverySigning => ({
  ...seen,
  enabled: false,
  previousUntil: null,
  version: seen.version + 1,
});

/** The generations whose secrets sign at `now`, newest first. */
export function signingGenerations(
  signing: DeliverySigning | undefined,
  now: Instant,
): readonly number[] {
  if (!signing?.enabled) return [];
  const { generation, previousUntil } = signing;
  return previousUntil !== null && previousUntil > now
    ? [generation, generation - 1]
    : [generation];
}
