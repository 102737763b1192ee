import type { Instant } from '../../platform/core/instant.ts';
import type { MetricWish } from './metric-draft.ts';
import { invalid } from './refusal.ts';
import type { AttributeValue, Resource } from './resource.ts';

/** What is said about a resource when it is created or changed. Undefined is not said. */
export interface ResourceDraft {
  readonly startedAt: Instant | undefined;
  readonly endedAt: Instant | null | undefined;
  readonly userId: string | null | undefined;
  readonly projectId: string | null | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly metrics: ReadonlyMap<string, MetricWish> | undefined;
}

/** The resource with what was said of it, apart from its metrics. `attributes` are all that it has now. */
export function redescribed(
  seen: Resource,
  draft: ResourceDraft,
  attributes: Readonly<Record<string, AttributeValue>>,
): Resource {
  return {
    ...seen,
    startedAt: draft.startedAt ?? seen.startedAt,
    endedAt: draft.endedAt === undefined ? seen.endedAt : draft.endedAt,
    userId: draft.userId === undefined ? seen.userId : draft.userId,
    projectId: draft.projectId === undefined ? seen.projectId : draft.projectId,
    attributes: { ...attributes, ...draft.attributes },
  };
}

/** Whether two differ in what a revision keeps. */
export function isRevised(
  seen: Resource,
  next: Resource,
  attributes: Readonly<Record<string, AttributeValue>>,
): boolean {
  const names = Object.keys(next.attributes);
  return (
    seen.startedAt !== next.startedAt ||
    seen.endedAt !== next.endedAt ||
    seen.userId !== next.userId ||
    seen.projectId !== next.projectId ||
    names.some((name) => (attributes[name] ?? null) !== (next.attributes[name] ?? null))
  );
}

/** Refuses a resource that ends before it begins. */
export function requireOrder({ type, startedAt, endedAt }: Resource): void {
  if (endedAt !== null && endedAt < startedAt)
    throw invalid(
      `Value ${endedAt.slice(0, -1).replace('T', ' ').replace('.000000', '')}+00:00 for attribute ended_at on resource type ${type} is invalid`,
    );
}
