import { uuidOf } from '../../../metrics/core/resource-id.ts';
import { isArray, isObject, type Json, loads } from '../../../platform/core/python-json.ts';

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
  return Object.keys(search).length === 0
    ? scopeOf(projectId)
    : both(scopeOf(projectId), byGivenIds(search));
}

/**
 * The search with ids that are no UUIDs as those that creators gave. Gnocchi makes UUIDs of them with who asks, which is
 * our service user, and would find none (`gnocchi/rest/api.py`, `ResourceUUID`).
 */
function byGivenIds(search: Search): Search {
  const [[operator, operand] = [], ...others] = Object.entries(search);
  if (operator === undefined || operand === undefined || others.length > 0) return search;
  if (isArray(operand))
    return { [operator]: operand.map((part) => (isObject(part) ? byGivenIds(part) : part)) };
  if (!isObject(operand)) return search;
  if (operator === 'not') return { [operator]: byGivenIds(operand) };
  const id = operand['id'];
  if (operator === 'in' && id !== undefined && isArray(id)) {
    const names = id.filter(isName);
    if (names.length === 0) return search;
    const rest = id.filter((each) => !isName(each));
    const named = { in: { original_resource_id: names } };
    return rest.length === 0 ? named : { or: [{ in: { id: rest } }, named] };
  }
  return id !== undefined && isName(id) ? { [operator]: { original_resource_id: id } } : search;
}

const isName = (id: Json): boolean => typeof id === 'string' && uuidOf(id) === undefined;

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
