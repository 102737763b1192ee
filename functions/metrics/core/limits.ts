/** What a request to the metrics service may contain at most (`docs/limits.md`). */
export const metricLimits = {
  /** Of a request's body, unless it holds measures. A Lambda takes 6 MB. */
  bodyBytes: 1_000_000,
  /** Of names, patterns, users and projects, as in Gnocchi's columns. */
  nameCharacters: 255,
  /** Of a body with measures. */
  measuresBytes: 5_500_000,
  /** Windows of a metric in an answer. */
  windows: 200_000,
} as const;
