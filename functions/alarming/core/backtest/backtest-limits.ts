/** How much a backtest examines and shows at most (`docs/limits.md`). */
export const backtestLimits = {
  /** Events that a request examines itself, as far as it has the time. */
  atOnceEvents: 20_000,
  events: 5_000_000,
  /** Of a project, at the same time. */
  running: 2,
  /** Entries of a timeline, and the characters of their reasons; counts go on. */
  timelineEntries: 10_000,
  timelineCharacters: 2_000_000,
  /** Differences to what happened that are shown, and firings that are looked up for them. */
  differences: 100,
  comparedFirings: 1000,
  /** Events between two checkpoints. */
  stepEvents: 20_000,
  /** For how long results are kept. */
  keptSeconds: 7 * 86_400,
  rearmSeconds: 31_536_000,
  listed: 100,
} as const;
