import { Fault } from '../../../platform/core/fault.ts';
import { isoMicroseconds } from '../../../platform/core/python-datetime.ts';
import { microsecondInstant } from '../../core/log/event-body.ts';
import type { EventFilter, TraitCondition } from '../../core/log/event-condition.ts';
import type { TraitType } from '../../core/log/known-type.ts';
import { logLimits } from '../../core/log/log-limits.ts';
import type { ConditionOperator } from '../../core/event-rule.ts';
import { traitValue } from '../../core/trait.ts';
import { wrongInput } from './wrong-input.ts';

const parts = ['q.field', 'q.op', 'q.value', 'q.type'] as const;
export const conditionArguments: readonly string[] = parts;

interface Asked {
  readonly field: string;
  readonly op: ConditionOperator;
  readonly value: string;
  readonly type: string;
}

const operators: readonly ConditionOperator[] = ['lt', 'le', 'eq', 'ne', 'ge', 'gt'];
const types: readonly TraitType[] = ['integer', 'float', 'string', 'datetime'];

/** The filter of a list, and whether it asks for all tenants (`panko/api/controllers/v2/events.py`). */
export function readFilter(
  parameters: URLSearchParams,
  isAdmin: boolean,
): { readonly filter: EventFilter; readonly allTenants: boolean } {
  const traits: TraitCondition[] = [];
  let filter: Omit<EventFilter, 'traits'> = {};
  let allTenants = false;
  for (const asked of readConditions(parameters)) {
    const { field, value } = asked;
    if (field === 'event_type' || field === 'message_id') {
      requireOperator(asked, ['eq'], 'eq');
      filter = { ...filter, [field === 'event_type' ? 'eventType' : 'messageId']: value };
    } else if (Object.hasOwn(bounds, field)) {
      filter = { ...filter, ...bound(asked) };
    } else if (field === 'all_tenants' && isAdmin) {
      allTenants = isTrue(value);
    } else traits.push(traitCondition(asked));
  }
  return { filter: { ...filter, traits }, allTenants };
}

/** The n-th values of the four parameters form the n-th condition. */
function readConditions(parameters: URLSearchParams): readonly Asked[] {
  const [fields = [], ops = [], values = [], kinds = []] = parts.map((name) =>
    parameters.getAll(name),
  );
  const length = Math.max(fields.length, ops.length, values.length, kinds.length);
  if (length > logLimits.conditions)
    throw wrongInput('q', `${length} items`, `More than ${logLimits.conditions} are not allowed.`);
  return Array.from({ length }, (_, index) => {
    const [field, value] = [fields[index], values[index]];
    if (field === undefined) throw wrongInput('field', 'None', 'Mandatory field missing.');
    if (value === undefined) throw wrongInput('value', 'None', 'Mandatory field missing.');
    for (const [name, text] of [
      ['field', field],
      ['value', value],
    ] as const)
      if (text.length > logLimits.conditionCharacters)
        throw wrongInput(
          name,
          `${text.slice(0, 100)}…`,
          `It is longer than ${logLimits.conditionCharacters} characters.`,
        );
    return { field, value, op: readOperator(ops[index] || 'eq'), type: kinds[index] ?? '' };
  });
}

function readOperator(text: string): ConditionOperator {
  const found = operators.find((operator) => operator === text);
  if (!found)
    throw wrongInput('op', text.slice(0, 100), `Value should be one of: ${operators.join(', ')}`);
  return found;
}

function requireOperator({ field, op }: Asked, allowed: readonly string[], named: string): void {
  if (!allowed.includes(op))
    throw new Fault(
      'invalid',
      `Operator ${op} is not supported. Only \`${named}' operator is available for field ${field}`,
    );
}

/** Panko's two, with `eq` besides, because its command line cannot say another; ours go by when events were accepted. */
const bounds: Readonly<
  Record<string, { readonly op: 'ge' | 'le'; readonly key: keyof EventFilter }>
> = {
  start_timestamp: { op: 'ge', key: 'from' },
  end_timestamp: { op: 'le', key: 'to' },
  accepted_from: { op: 'ge', key: 'acceptedFrom' },
  accepted_to: { op: 'le', key: 'acceptedTo' },
};

/** An upper bound is included, so what is excluded begins a microsecond later. */
function bound(asked: Asked): Partial<EventFilter> {
  const found = bounds[asked.field];
  if (!found) return {};
  requireOperator(asked, ['eq', found.op], found.op);
  // In a URL, a `+` that is not escaped means a blank.
  const text = asked.value.replace(/ (?=\d{2}:?\d{2}$)(?<=T.*)/, '+');
  const microseconds = isoMicroseconds(text);
  if (microseconds === undefined)
    throw wrongInput(asked.field, asked.value, 'invalid timestamp format');
  return { [found.key]: microsecondInstant(found.op === 'le' ? microseconds + 1n : microseconds) };
}

function traitCondition({ field, op, value, type: text }: Asked): TraitCondition {
  if (text === '') return { name: field, op, value };
  const type = types.find((name) => name === text);
  if (!type)
    throw new Fault(
      'invalid',
      `The data type ${text.slice(0, 100)} is not supported. The supported data type list is: ['integer', 'float', 'string', 'datetime']`,
    );
  if (traitValue(type, value) === undefined)
    throw new Fault(
      'invalid',
      `Unable to convert the value ${value} to the expected data type ${type}.`,
    );
  return { name: field, op, type, value };
}

/** As `oslo_utils.strutils.bool_from_string` reads it. */
const isTrue = (text: string): boolean =>
  ['1', 't', 'true', 'on', 'y', 'yes'].includes(text.trim().toLowerCase());
