import { after, type Instant } from '../../../platform/core/instant.ts';

/**
 * That a project's deliveries are signed, and with which of its secrets: each rotation is a new
 * generation. The secrets themselves follow from the deployment's master key and are stored nowhere.
 */
export interface DeliverySigning {
  readonly projectId: string;
  /** From 1 on; it never goes back, so that a secret that was given up never returns. */
  readonly generation: number;
  readonly enabled: boolean;
  /** Until when the generation before signs, too; null when it does not. */
  readonly previousUntil: Instant | null;
  /** Goes up with every write. */
  readonly version: number;
}

/** How long receivers have to learn the new secret. */
export const rotationSeconds = 24 * 3600;

/** The project's signing with a new secret; one that signs now keeps signing beside it for a day. */
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

/** The generations whose secrets sign at this moment, the newest first. */
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
