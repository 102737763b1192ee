import { Fault } from '../../../platform/core/fault.ts';

const operators = ['in', 'nin', 'eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'has'] as const;

/** The most characters of a pattern for `has`: matching costs up to pattern times text. */
export const maximumPatternLength = 255;

/** A condition on one text column of a list, as the query string spells it: `neq:success`. */
export interface Filter {
  readonly operator: (typeof operators)[number];
  readonly value: string;
  /** The values of `in` and `nin`; for other operators the value itself. */
  readonly values: ReadonlySet<string>;
}

/** Reads `operator:value`; text without a known operator is compared as a whole (`qinling/utils/rest_utils.py`). */
export function parseFilter(text: string): Filter {
  const operator = operators.find((candidate) => text.startsWith(`${candidate}:`)) ?? 'eq';
  const value = text.startsWith(`${operator}:`) ? text.slice(operator.length + 1) : text;
  if (operator === 'has' && value.length > maximumPatternLength)
    throw new Fault(
      'invalid',
      `The text of a filter with has must not be longer than ${maximumPatternLength} characters.`,
    );
  const isList = operator === 'in' || operator === 'nin';
  return { operator, value, values: new Set(isList ? value.split(',') : [value]) };
}

/** Whether a column passes. An absent value passes nothing, as NULL does in SQL, not even `neq`. */
export const passes = (filter: Filter, column: string | null): boolean =>
  column !== null && comparisons[filter.operator](column, filter);

const comparisons: Readonly<
  Record<Filter['operator'], (column: string, filter: Filter) => boolean>
> = {
  eq: (column, { value }) => column === value,
  neq: (column, { value }) => column !== value,
  in: (column, { values }) => values.has(column),
  nin: (column, { values }) => !values.has(column),
  gt: (column, { value }) => column > value,
  gte: (column, { value }) => column >= value,
  lt: (column, { value }) => column < value,
  lte: (column, { value }) => column <= value,
  has: (column, { value }) => like(column.toLowerCase(), `%${value.toLowerCase()}%`),
};

/** SQL's LIKE: `%` is any text, `_` any one character. Backtracks to the last `%` only, which bounds its time. */
function like(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let afterPercent = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[next] === '%') {
      next += 1;
      afterPercent = next;
      resume = at;
    } else if (pattern[next] === '_' || pattern[next] === text[at]) {
      next += 1;
      at += 1;
    } else if (afterPercent >= 0) {
      resume += 1;
      at = resume;
      next = afterPercent;
    } else return false;
  }
  return /^%*$/.test(pattern.slice(next));
}
