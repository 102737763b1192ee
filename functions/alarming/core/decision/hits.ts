import type { Condition, EventRule } from '../../../events/core/event-rule.ts';
import { matchesGlob } from '../../../events/core/glob.ts';
import type { Notification, TraitValue } from '../../../events/core/notification.ts';
import { isObject, type Json } from '../../../platform/core/python-json.ts';
import { bodyValue, compares, expectedValue } from '../../../events/core/trait.ts';

/**
 * Whether the notification matches the rule's glob and every condition, as `_evaluate_alarm` of
 * `aodh/evaluator/event.py` decides it. A condition whose value cannot be read never holds.
 */
export const hits = (rule: EventRule, notification: Notification): boolean =>
  matchesGlob(rule.eventType, notification.eventType) &&
  rule.query.every((condition) => holds(condition, notification));

/** Whether one condition of a rule holds. */
export function holds(condition: Condition, notification: Notification): boolean {
  const expected = expectedValue(condition);
  if (expected === undefined) return false;
  if (isUnorderedBoolean(condition)) return false;
  return compares(foundValue(condition, notification), condition.op, expected);
}

/** Whether the condition asks for an order among booleans, which have none. */
export const isUnorderedBoolean = ({ type, op }: Condition): boolean =>
  type === 'boolean' && op !== 'eq' && op !== 'ne';

/** Everything after `traits.` is the name of one trait, dots included; any other field is a path into the body. */
export function foundValue(
  { field, type }: Condition,
  { traits, event }: Notification,
): TraitValue | undefined {
  const name = traitName(field);
  return name === undefined ? bodyValue(member(event, field), type) : traits.get(name);
}

/** The trait a condition's field names; undefined for a path into the event's body. */
export const traitName = (field: string): string | undefined =>
  field.startsWith('traits.') ? field.slice('traits.'.length) : undefined;

const member = (event: Json, path: string): Json =>
  path
    .split('.')
    .reduce<Json>(
      (value, key) => (isObject(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null),
      event,
    );
