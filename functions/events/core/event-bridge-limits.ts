/**
 * Documented limits of EventBridge
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html and
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html).
 */
export const eventBridgeLimits = {
  /** Of a pattern's JSON text. We count UTF-8 bytes, of which there are at least as many. */
  patternCharacters: 2048,
  ruleNameCharacters: 64,
  entriesPerCall: 10,
  /** Of one entry, and of all entries of a call together. */
  entryBytes: 256 * 1024,
  /** What a rule's target adds to an event: the key of the rule and the time. The message has the size of an entry at most. */
  targetBytes: 512,
} as const;
