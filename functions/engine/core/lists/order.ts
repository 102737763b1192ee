import type { Instant } from '../../../platform/core/instant.ts';

/** The order of all lists: oldest first, then by id. */
export const byCreation = (
  left: { readonly id: string; readonly createdAt: Instant },
  right: { readonly id: string; readonly createdAt: Instant },
): number => compare(left.createdAt, right.createdAt) || compare(left.id, right.id);

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
