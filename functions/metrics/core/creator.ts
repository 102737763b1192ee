import type { Caller } from '../../platform/core/caller.ts';

/** Who created a resource or a metric: a user acting in a project. */
export interface Creator {
  readonly userId: string;
  readonly projectId: string;
}

export const creatorOf = ({ userId, projectId }: Caller): Creator => ({ userId, projectId });

/** As Gnocchi writes it, and as it goes into the ids of resources. */
export const creatorText = ({ userId, projectId }: Creator): string => `${userId}:${projectId}`;
