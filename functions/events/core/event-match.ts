import { isObject, type Json } from '../../platform/core/python-json.ts';
import type { Condition, EventRule } from './event-rule.ts';
import { globMatcher } from './glob.ts';
import type { Notification, TraitValue } from './notification.ts';
import { bodyValue, compares, expectedValue } from './trait.ts';

/** A rule prepared for many notifications. */
export type EventMatcher = (notification: Notification) => boolean;

/**
 * Prepares a rule: whether a notification matches its glob and every condition, as `_evaluate_alarm` of
 * `aodh/evaluator/event.py` decides it. A condition whose value cannot be read never holds.
 */
export function eventMatcher({ eventType, query }: EventRule): EventMatcher {
  if (!query.every(mayHold)) return () => false;
  const matchesType = globMatcher(eventType);
  const conditions = query.map(conditionMatcher);
  return (notification) =>
    matchesType(notification.eventType) && conditions.every((holds) => holds(notification));
}

/** Whether some value satisfies the condition: booleans are only compared for equality. */
export const mayHold = (condition: Condition): boolean =>
  expectedValue(condition) !== undefined && !isUnorderedBoolean(condition);

/** Whether the condition asks for an order among booleans, which have none. */
export const isUnorderedBoolean = ({ type, op }: Condition): boolean =>
  type === 'boolean' && op !== 'eq' && op !== 'ne';

/** Whether one condition of a rule holds. */
export const holds = (condition: Condition, notification: Notification): boolean =>
  mayHold(condition) && conditionMatcher(condition)(notification);

/** The trait a condition's field names; undefined for a path into the event's body. */
export const traitName = (field: string): string | undefined =>
  field.startsWith('traits.') ? field.slice('traits.'.length) : undefined;

function conditionMatcher(condition: Condition): EventMatcher {
  const expected = expectedValue(condition);
  if (expected === undefined) return () => false;
  const found = valueReader(condition);
  return (notification) => compares(found(notification), condition.op, expected);
}

/**
 * Reads what a condition compares. Everything after `traits.` is the name of one trait, dots included; any other
 * field is a path into the body.
 */
export function valueReader({ field, type }: Condition) {
  const name = traitName(field);
  return name === undefined
    ? bodyReader(field, type)
    : ({ traits }: Notification): TraitValue | undefined => traits.get(name);
}

/** What was read of an event, by field and kind of value. A field may be a large object, whose text is made once. */
const valuesRead = new WeakMap<Notification, Map<string, TraitValue | undefined>>();

function bodyReader(field: string, type: Condition['type']) {
  const path = field.split('.');
  const name = `${type === 'datetime' ? 'datetime' : ''}\0${field}`;
  return (notification: Notification): TraitValue | undefined => {
    let values = valuesRead.get(notification);
    if (!values) valuesRead.set(notification, (values = new Map()));
    if (!values.has(name)) values.set(name, bodyValue(member(notification.event, path), type));
    return values.get(name);
  };
}

const member = (event: Json, path: readonly string[]): Json =>
  path.reduce<Json>(
    (value, key) => (isObject(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null),
    event,
  );
