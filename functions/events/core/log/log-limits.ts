/** What the log of events keeps and shows at most (`docs/limits.md`). */
export const logLimits = {
  /** Of a list; `limit` may ask for as many. */
  pageEvents: 1000,
  /** What a list shows without `limit`, as Panko does. */
  pageEventsByDefault: 100,
  /** Rows that a page looks at. Then it ends, and says how to go on. */
  examined: 20_000,
  /** Of the bodies on a page, as JSON text. */
  pageBytes: 16 * 1024 * 1024,
  /** Conditions of a list. */
  conditions: 100,
  /** Of a condition's field and value, and of a marker. */
  conditionCharacters: 4096,
  /** Patterns of event types that a project keeps. */
  patterns: 20,
  patternCharacters: 255,
  /** Event types of a project whose traits are known. */
  types: 1000,
  /** Traits of a type that are known. */
  traits: 200,
  /** Of a known trait's name; longer ones are stored and found but not listed with their type. */
  traitNameCharacters: 255,
  /** Distinct values of a trait that are listed. */
  traitValues: 100,
  /** Of a request's body. */
  bodyBytes: 100_000,
} as const;
