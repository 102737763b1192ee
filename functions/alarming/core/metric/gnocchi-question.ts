import { uuidOf } from '../../../metrics/core/resource-id.ts';
import { isObject, type Json, loads } from '../../../platform/core/python-json.ts';

type Search = { readonly [operator: string]: Json };

/**
 * What a project may read of Gnocchi's resources (`gnocchi/rest/policies.py`): those that it has created, and those that
 * say they belong to it. The service user may read all of them, so every question has this filter.
 */
const scopeOf = (projectId: string): Search => ({
  or: [{ '=': { created_by_project_id: projectId } }, { '=': { project_id: projectId } }],
});

const both = (one: Search, other: Search): Search => ({ and: [one, other] });

/** Finds a resource of a project by its id, or by the name that its creator gave it as one. */
export function searchForResource(projectId: string, resourceId: string): Search {
  const id = uuidOf(resourceId);
  return both(
    scopeOf(projectId),
    id === undefined ? { '=': { original_resource_id: resourceId } } : { '=': { id } },
  );
}

/** An alarm's query among the resources of a project; undefined for text that is no query. */
export function scopedSearch(projectId: string, query: string): Search | undefined {
  const text = query.trim();
  if (text === '') return scopeOf(projectId);
  const search = jsonOf(text);
  if (search === undefined || !isObject(search)) return undefined;
  return Object.keys(search).length === 0 ? scopeOf(projectId) : both(scopeOf(projectId), search);
}

function jsonOf(text: string): Json | undefined {
  try {
    return loads(text);
  } catch {
    return undefined;
  }
}

/** Of several metrics: each one's stored aggregates, aggregated once more. Aodh's own form works for one metric only. */
export const acrossMetrics = (metricIds: readonly string[], method: string): Json => [
  'aggregate',
  method,
  ['metric', ...metricIds.map((id): Json => [id, method])],
];

/** As Aodh asks: differences of the aggregate, for `rate:` (`aodh/evaluator/gnocchi.py`). */
export const acrossResources = (name: string, method: string): Json => [
  'aggregate',
  method,
  ['metric', name, method.startsWith('rate:') ? method.slice('rate:'.length) : method],
];
