import type { Json } from '../../../../platform/core/python-json.ts';
import { pythonInt, pythonNumber } from '../../../../platform/core/python-number.ts';
import { beginsWithMatch, definitionPattern } from './definition-pattern.ts';
import type { Filter, FilterTest, Found, JsonPath, Operator } from './json-path.ts';

export const isOperator = (text: string): text is Operator => /^(==?|!=|<=?|>=?|~)$/.test(text);

export const passes = (
  filter: Filter,
  element: Json,
  find: (path: JsonPath, root: Json) => readonly Found[],
): boolean =>
  filter.every(({ target, test }) => {
    const found = find(target, element);
    return test ? found.some(({ value }) => holds(value, test)) : found.length > 0;
  });

/** Throws a `SyntaxError` for a regular expression that cannot be read. */
export const filterTest = (operator: Operator, value: string | number | boolean): FilterTest => ({
  operator,
  value,
  ...(operator === '~' && { pattern: definitionPattern(String(value)) }),
});

function holds(found: Json, { operator, value, pattern }: FilterTest): boolean {
  if (found === null) return false;
  if (pattern) return typeof found === 'string' && beginsWithMatch(pattern, found);
  if (typeof value === 'string') {
    if (typeof found !== 'string') return operator === '!=';
    return compares(operator, found, value);
  }
  const number = Number.isInteger(Number(value)) ? pythonInt(found) : pythonNumber(found);
  return number !== undefined && compares(operator, Number(number), Number(value));
}

function compares<T extends string | number>(operator: Operator, left: T, right: T): boolean {
  switch (operator) {
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '=':
    case '==':
    case '~':
      return left === right;
  }
}
