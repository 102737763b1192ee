/** How a condition compares an event's field with its own value. */
export type ConditionOperator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
export type ConditionType = '' | 'string' | 'integer' | 'float' | 'boolean' | 'datetime';

/** One condition of an event rule. `value` is always text; `type` says how it is read. */
export interface Condition {
  readonly field: string;
  readonly op: ConditionOperator;
  readonly type: ConditionType;
  readonly value: string;
}

/** What an event alarm waits for: a glob on the event type and conditions that must all hold. */
export interface EventRule {
  readonly eventType: string;
  readonly query: readonly Condition[];
}
