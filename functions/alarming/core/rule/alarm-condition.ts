import type { Condition } from '../../../events/core/event-rule.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { pythonRepr } from '../../../platform/core/python-repr.ts';
import { expectedValue } from '../../../events/core/trait.ts';

/** A condition as a request gives it, not yet checked. */
export interface ConditionDraft {
  readonly field: string;
  readonly op: string;
  readonly type: string | null;
  readonly value: string;
}

const types = ['integer', 'float', 'string', 'boolean', 'datetime'];
const operators = ['eq', 'ge', 'gt', 'le', 'lt', 'ne'];
const body = /^(event_type|message_id|generated|traits\..+|raw(\.[^.]+)+)$/s;

/**
 * Refuses a condition that could never hold, checking the value against its type first, as Aodh does
 * (`aodh/api/controllers/v2/alarm_rules/event.py`). Unlike Aodh, it allows `datetime`, refuses to order
 * booleans, and requires the field to be a trait or a part of the event's body.
 */
export function requireCondition(draft: ConditionDraft): Condition {
  const { field, op, type, value } = draft;
  const known = requireType(type ?? '');
  if (!expectedValue({ field, op: 'eq', type: known, value })) throw unconvertible(known, value);
  if (!isType(type))
    throw refused(
      `value must be one of ${pythonRepr(['', ...types.toSorted()])} for dictionary value @ data['value']`,
    );
  if (!isOperator(op))
    throw refused(
      `value must be one of ${pythonRepr(operators)} for dictionary value @ data['op']`,
    );
  if (!/^[a-zA-Z.',0-9_-]*$/.test(field))
    throw refused(
      "does not match regular expression ^[a-zA-Z.',0-9_-]*$ for dictionary value @ data['field']",
    );
  if (!body.test(field))
    throw refused(
      `${field} is neither a trait (traits.<name>) nor event_type, message_id, generated or raw.<path>`,
    );
  if (type === 'boolean' && op !== 'eq' && op !== 'ne')
    throw refused('a boolean can only be compared by eq and ne');
  return { field, op, type, value };
}

/** Refuses an unknown type. */
export function requireType(type: string): Condition['type'] {
  if (!isType(type))
    throw new Fault(
      'invalid',
      `The data type ${type} is not supported. The supported data type list is: ${pythonRepr(types)}`,
    );
  return type;
}

/** The refusal of a value that does not fit the type. */
export const unconvertible = (type: string, value: string): Fault =>
  new Fault('invalid', `Unable to convert the value ${value} to the expected data type ${type}.`);

const refused = (why: string): Fault =>
  new Fault('invalid', `Query value or traits invalid: ${why}`);

const isType = (type: string | null): type is Condition['type'] =>
  type !== null && (type === '' || types.includes(type));

const isOperator = (op: string): op is Condition['op'] => operators.includes(op);
