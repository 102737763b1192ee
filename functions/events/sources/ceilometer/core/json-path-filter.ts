import type { Json } from '../../../../platform/core/python-json.ts';
import { pythonInt, pythonNumber } from '../../../../platform/core/python-number.ts';
import type { Filter, Found, JsonPath, Operator } from './json-path.ts';

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

function holds(
  found: Json,
  { operator, value }: { readonly operator: Operator; readonly value: string | number | boolean },
): boolean {
  if (found === null) return false;
  if (operator === '~')
    return typeof found === 'string' && new RegExp(`^(?:${String(value)})`).test(found);
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
