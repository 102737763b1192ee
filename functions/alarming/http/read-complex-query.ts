import type { ComplexQuery } from '../app/alarms/query-alarms.ts';
import { Fault } from '../../platform/core/fault.ts';
import { isArray, isObject, type Json } from '../../platform/core/python-json.ts';
import { pythonRepr } from '../../platform/core/python-repr.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import type { Attributes } from '../core/query/record-attribute.ts';
import { newestFirst, type Ordering } from '../core/query/record-order.ts';
import { fieldIn, readFilterExpression, unknownField } from './read-filter-expression.ts';
import { readJson } from './read-json.ts';
import { attributesOf, type Body, nullable, readInteger, readText } from './read-struct.ts';

/** Reads the body of `POST /v2/query/…`, JSON that holds JSON texts (`aodh/api/controllers/v2/query.py`). */
export function readComplexQuery<Entity>(json: Json, attributes: Attributes<Entity>): ComplexQuery {
  const body: Body = { argument: 'body', json };
  const given = attributesOf(json, ['filter', 'orderby', 'limit'], 'body');
  const text = (name: string) =>
    nullable(readText)(given[name] ?? null, name, body, `body.${name}`);
  const filter = text('filter');
  const orderby = text('orderby');
  const limit = nullable(readInteger(Number.MIN_SAFE_INTEGER))(
    given['limit'] ?? null,
    'limit',
    body,
    'body.limit',
  );
  const query =
    filter === null
      ? undefined
      : readFilterExpression(readNested('Filter expression', filter), attributes);
  const orderings =
    orderby === null ? [] : readOrderings(readNested('Order-by expression', orderby), attributes);
  if (limit !== null && limit <= 0) throw new Fault('invalid', 'Limit should be positive');
  return {
    ...(query && { query }),
    page: {
      orderings: orderings.length > 0 ? orderings : newestFirst,
      ...(limit !== null && { limit }),
    },
  };
}

function readNested(what: string, text: string): Json {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault('invalid', `${what} not valid: ${error.message}`);
  }
}

const refusedOrder = (why: string): Fault =>
  new Fault('invalid', `Order-by expression not valid: ${why}`);

function readOrderings<Entity>(json: Json, attributes: Attributes<Entity>): readonly Ordering[] {
  if (!isArray(json)) throw refusedOrder(`${pythonRepr(json)} is not of type 'array'`);
  if (json.length > alarmLimits.sortKeys)
    throw refusedOrder(`it has ${json.length} keys, ${alarmLimits.sortKeys} are allowed`);
  return json.map((item) => {
    if (!isObject(item)) throw refusedOrder(`${pythonRepr(item)} is not of type 'object'`);
    const [entry, ...others] = Object.entries(item);
    if (!entry) throw refusedOrder('{} should be non-empty');
    if (others.length > 0) throw refusedOrder(`${pythonRepr(item)} has too many properties`);
    const [field, direction] = entry;
    const name = fieldIn(field, attributes);
    if (!name) throw refusedOrder(unknownField(field, item, attributes));
    if (typeof direction !== 'string')
      throw refusedOrder(`${pythonRepr(direction)} is not of type 'string'`);
    if (!/^(asc|desc)$/i.test(direction))
      throw refusedOrder(`${pythonRepr(direction)} does not match '(?i)^asc$|^desc$'`);
    return { name, descending: direction.toLowerCase() === 'desc' };
  });
}
