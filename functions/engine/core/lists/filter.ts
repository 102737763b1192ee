const operators = ['in', 'nin', 'eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'has'] as const;

/** A condition on one text column of a list, as the query string spells it: `neq:success`. */
export interface Filter {
  readonly operator: (typeof operators)[number];
  readonly value: string;
}

/** Reads `operator:value`; text without a known operator is compared as a whole (`qinling/utils/rest_utils.py`). */
export function parseFilter(text: string): Filter {
  const operator = operators.find((candidate) => text.startsWith(`${candidate}:`));
  return operator
    ? { operator, value: text.slice(operator.length + 1) }
    : { operator: 'eq', value: text };
}

/** Whether a column passes. An absent value passes nothing, as NULL does in SQL, not even `neq`. */
export const passes = ({ operator, value }: Filter, column: string | null): boolean =>
  column !== null && comparisons[operator](column, value);

const comparisons: Readonly<
  Record<Filter['operator'], (column: string, value: string) => boolean>
> = {
  eq: (column, value) => column === value,
  neq: (column, value) => column !== value,
  in: (column, value) => value.split(',').includes(column),
  nin: (column, value) => !value.split(',').includes(column),
  gt: (column, value) => column > value,
  gte: (column, value) => column >= value,
  lt: (column, value) => column < value,
  lte: (column, value) => column <= value,
  has: (column, value) => like(column.toLowerCase(), `%${value.toLowerCase()}%`),
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
