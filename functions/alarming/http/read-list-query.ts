import { Fault } from '../../platform/core/fault.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import type { Page } from '../core/query/page.ts';
import { newestFirst } from '../core/query/record-order.ts';
import { pythonRepr } from '../../platform/core/python-repr.ts';
import { tooLong, wrongInput } from './read-struct.ts';

/** A filter of a list request, given as `q.field`, `q.op`, `q.value` and `q.type`. */
export interface SimpleFilter {
  readonly field: string;
  readonly op: string;
  readonly value: string;
  readonly type: string;
}

const parts = ['q.field', 'q.op', 'q.value', 'q.type'];

export const listArguments = [...parts, 'sort', 'limit', 'marker'];

/** Reads the filters; the n-th values of the four parameters form the n-th filter. */
export function readFilters(parameters: URLSearchParams): readonly SimpleFilter[] {
  const [fields = [], ops = [], values = [], types = []] = parts.map((name) =>
    parameters.getAll(name),
  );
  const length = Math.max(fields.length, ops.length, values.length, types.length);
  if (length > alarmLimits.filters)
    throw wrongInput('q', `${length} items`, `More than ${alarmLimits.filters} are not allowed.`);
  return Array.from({ length }, (_, index) => {
    const field = fields[index];
    const value = values[index];
    if (field === undefined) throw wrongInput('field', null, 'Mandatory field missing.');
    if (value === undefined) throw wrongInput('value', null, 'Mandatory field missing.');
    if (value.length > alarmLimits.valueCharacters)
      throw tooLong(field, value, alarmLimits.valueCharacters);
    return { field, op: ops[index] || 'eq', value, type: types[index] ?? '' };
  });
}

/** Reads the order, limit and marker of a list. */
export function readPage(parameters: URLSearchParams, sortKeys: readonly string[]): Page {
  const sorts = parameters.getAll('sort');
  if (sorts.length > alarmLimits.sortKeys)
    throw wrongInput(
      'sort',
      `${sorts.length} items`,
      `More than ${alarmLimits.sortKeys} are not allowed.`,
    );
  const orderings = sorts.map((sort) => {
    const [name = '', direction = ''] = sort.split(':');
    if (!sortKeys.includes(name)) throw wrongSort(sort, sortKeys);
    if (!['', 'asc', 'desc'].includes(direction))
      throw wrongInput('sort', sort, 'the sort direction should be asc or desc');
    return { name, descending: direction === 'desc' };
  });
  const limit = readLimit(parameters.get('limit'));
  const marker = parameters.get('marker');
  return {
    orderings: orderings.length > 0 ? orderings : newestFirst,
    ...(limit && { limit }),
    ...(marker && { marker }),
  };
}

function readLimit(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (!/^\s*[+-]?\d{1,15}\s*$/.test(text))
    throw wrongInput(
      'limit',
      text,
      `unable to convert to int. Error: invalid literal for int() with base 10: '${text}'`,
    );
  const limit = Number(text);
  if (limit < 0) throw wrongInput('limit', text, 'it should be a positive integer.');
  return limit;
}

const wrongSort = (sort: string, sortKeys: readonly string[]): Fault =>
  wrongInput(
    'sort',
    sort,
    "the sort parameter should be a pair of sort key and sort dir combined with ':', or only sort " +
      "key specified and sort dir will be default 'asc', the supported sort keys are: " +
      pythonRepr(sortKeys).replace(/^\[(.*)\]$/, '($1)'),
  );
