/** How a condition compares an event's field with its value. */
export type ConditionOperator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
export type ConditionType = '' | 'string' | 'integer' | 'float' | 'boolean' | 'datetime';

/** One condition of an event rule. `value` is always text, and `type` says how to read it. */
export interface Condition {
  readonly field: string;
  readonly op: ConditionOperator;
  readonly type: ConditionType;
  readonly value: string;
}

/** The rule of an event alarm: a glob for the event type and conditions that must all hold. */
export interface EventRule {
  readonly eventType: string;
  readonly query: readonly Condition[];
}
