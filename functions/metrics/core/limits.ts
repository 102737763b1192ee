/**
 * What a request to the metrics service may contain at most (`docs/limits.md`). Most bounds are those of
 * Gnocchi's columns; the others keep every row under the 400 kB of DynamoDB, and one project's request from
 * keeping the others waiting.
 */
export const metricLimits = {
  /** Of a request's body, unless it holds measures. A Lambda takes 6 MB. */
  bodyBytes: 1_000_000,
  /** Of names, patterns, users and projects, as in Gnocchi's columns. */
  nameCharacters: 255,
  /** Of the unit of a metric. */
  unitCharacters: 31,
  /** Granularities of a policy. */
  granularities: 100,
  backWindow: 2_147_483_647,
  /** Points of a granularity. */
  points: 2_147_483_647,
  /** Attributes of a resource type. */
  attributes: 100,
  attributeNameCharacters: 63,
  attributeTextCharacters: 256,
  /** Operations in a change of a resource type. */
  operations: 200,
  /** Metrics of a resource. */
  metricsPerResource: 1000,
  /** Of the names of a resource's metrics together. */
  metricNameBytes: 150_000,
  /** Metrics that a request may attach to a resource or detach from it; they change in one transaction. */
  movedMetrics: 40,
  /** Of a page, as `[api] max_limit`. */
  page: 1000,
  /** Resources, revisions included, that a list, a search or a deletion looks at. */
  resourcesLookedAt: 50_000,
  /** Metrics that a list looks at. */
  metricsLookedAt: 50_000,
  /** Resources that one request deletes. */
  deletedResources: 1000,
  /** Of a search as text. */
  filterCharacters: 10_000,
  /** Comparisons in a search. */
  comparisons: 256,
  /** Values of an `in` in a search. */
  values: 1000,
  /** Keys that a list is sorted by. */
  sortKeys: 20,
} as const;
