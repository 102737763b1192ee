/** What a request to the metrics service may contain at most (`docs/limits.md`). */
export const metricLimits = {
  /** Of a request's body, unless it holds measures. A Lambda takes 6 MB. */
  bodyBytes: 1_000_000,
  /** Of names, patterns, users and projects, as in Gnocchi's columns. */
  nameCharacters: 255,
} as const;
