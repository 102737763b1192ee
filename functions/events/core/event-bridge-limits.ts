/**
 * What EventBridge documents that it takes
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html and
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html).
 * Where a quota can be raised, this is the default.
 */
export const eventBridgeLimits = {
  /** Of a pattern's JSON text. We count UTF-8 bytes, which are never fewer than characters. */
  patternCharacters: 2048,
  /** A pattern compiled here is this deep at most: detail, traits, name, form. No limit is documented below 100. */
  patternDepth: 4,
  /** Numbers are compared within this distance of zero… */
  numericMagnitude: 5_000_000_000,
  /** …and with this many digits, at most six of them behind the point. */
  numericDigits: 15,
  numericDecimals: 6,
  /** Products of the alternatives under `$or`. Compiled patterns have none: every field's alternatives stand in its own list. */
  orCombinations: 1000,
  /** Rules with `wildcard` on one bus, not adjustable. Compiled patterns never use it. */
  wildcardRules: 30,
  ruleNameCharacters: 64,
  entriesPerCall: 10,
  /** Of one entry, and of all entries of a call. */
  entryBytes: 256 * 1024,
} as const;
