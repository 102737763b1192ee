import { type Caller, holds, isAdmin } from '../../platform/core/caller.ts';
import type { Creator } from './creator.ts';
import type { Metric } from './metric.ts';
import { forbidden } from './refusal.ts';
import type { Resource } from './resource.ts';

/*
 * The rules of `gnocchi/rest/policies.py`. Whoever acts in the project that created something counts as its
 * creator. The project that a resource says it belongs to may read it and its metrics, and no more.
 */

const isService = (caller: Caller): boolean => holds(caller, 'service');
const isCreator = (caller: Caller, { projectId }: Creator): boolean =>
  caller.projectId === projectId;
const owns = (caller: Caller, resource: Pick<Resource, 'projectId'> | undefined): boolean =>
  resource !== undefined && resource.projectId === caller.projectId;

export function requireAdmin(caller: Caller): void {
  if (!isAdmin(caller)) throw forbidden();
}

export function requireAdminOrService(caller: Caller): void {
  if (!isAdmin(caller) && !isService(caller)) throw forbidden();
}

export const mayReadResource = (caller: Caller, resource: Resource): boolean =>
  isAdmin(caller) || isCreator(caller, resource.creator) || owns(caller, resource);

/** A search also shows the role `service` everything; a list and a request by id do not. */
export const mayFindResource = (caller: Caller, resource: Resource): boolean =>
  isService(caller) || mayReadResource(caller, resource);

export const mayChangeResource = (caller: Caller, resource: Pick<Resource, 'creator'>): boolean =>
  isAdmin(caller) || isService(caller) || isCreator(caller, resource.creator);

export const mayDelete = (caller: Caller, { creator }: { readonly creator: Creator }): boolean =>
  isAdmin(caller) || isCreator(caller, creator);

/** Also of its measures. `resource` is the metric's, if it has one. */
export const mayReadMetric = (
  caller: Caller,
  metric: Metric,
  resource: Pick<Resource, 'projectId'> | undefined,
): boolean => isService(caller) || mayListMetric(caller, metric, resource);

/** A list of metrics does not show the role `service` everything. */
export const mayListMetric = (
  caller: Caller,
  metric: Metric,
  resource: Pick<Resource, 'projectId'> | undefined,
): boolean => isAdmin(caller) || isCreator(caller, metric.creator) || owns(caller, resource);

export const mayPostMeasures = (caller: Caller, metric: Pick<Metric, 'creator'>): boolean =>
  isAdmin(caller) || isService(caller) || isCreator(caller, metric.creator);

export function require(allowed: boolean): void {
  if (!allowed) throw forbidden();
}
