/**
 * What a request to the alarming service may contain at most (`docs/limits.md`). The bounds are wider than what
 * clients of Aodh use, and narrow enough that every row fits the 400 kB of DynamoDB, every message fits a
 * queue, and one project's request never keeps the others waiting.
 */
export const alarmLimits = {
  /** Of a request's body. */
  bodyBytes: 100_000,
  /** Of an alarm as its history shows it: ASCII, where a character takes up to twelve. */
  writtenCharacters: 200_000,
  /** Of the conditions as the state reason quotes them, in ASCII. A firing's row holds them twice. */
  writtenConditionCharacters: 60_000,
  conditions: 256,
  /** For each of the three states. */
  actions: 100,
  timeConstraints: 100,
  /** The metrics of a threshold rule. */
  metrics: 256,
  /** Of a composite rule: every look asks for the measures of all. */
  compositeRules: 100,
  /** Of the ids of alarms, deliveries, projects and users. Aodh's columns have 128. */
  idCharacters: 255,
  nameCharacters: 1024,
  descriptionCharacters: 16_384,
  actionCharacters: 4096,
  /** Of the glob that an event's type must match. Ceilometer keeps 255 of a type. */
  eventTypeCharacters: 255,
  fieldCharacters: 1024,
  valueCharacters: 4096,
  cronCharacters: 255,
  timezoneCharacters: 64,
  /** Of the query, metric or resource in the rule of another type. */
  ruleTextCharacters: 16_384,
  /** Of an integer in JSON: Python reads no more (`sys.get_int_max_str_digits`). */
  digits: 4300,
  /** Filters of a list. */
  filters: 100,
  /** Keys that a list or the answer to a query is sorted by. */
  sortKeys: 20,
  /** Comparisons in a complex query. */
  comparisons: 256,
  /** Regular expressions in a complex query. */
  patterns: 10,
  patternCharacters: 1000,
  /** Of a text that a regular expression is matched with; the rest of it is not looked at. */
  matchedCharacters: 10_000,
  /** Values of an `in` in a complex query. */
  values: 1000,
} as const;
