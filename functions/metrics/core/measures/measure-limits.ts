/** What a request about measures may contain or ask for at most (`docs/limits.md`). */
export const measureLimits = {
  /** Of a body with measures: a Lambda takes 6 MB. */
  bodyBytes: 5_500_000,
  /** Metrics in one request. */
  metrics: 10_000,
  /** Windows of one metric that a request reads. */
  windows: 200_000,
  /** Metrics that one request aggregates. */
  aggregated: 10_000,
  /** Revisions of resources whose measures one request groups with their history. */
  revisions: 1000,
  /** Windows of all metrics together that one request aggregates. */
  aggregatedWindows: 1_000_000,
  /** Windows in an answer that may not be redirected to an object. */
  answeredWindows: 50_000,
  /** Of the operations of an aggregation. */
  operations: 200,
  operationsCharacters: 20_000,
  operationsNesting: 50,
  references: 500,
} as const;
