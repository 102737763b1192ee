import { filterTest, isOperator } from './json-path-filter.ts';
import type { Filter, JsonPath } from './json-path.ts';
import { tokensOf } from './json-path-tokens.ts';
import { namedOperator } from './named-operator.ts';

/**
 * Parses a path specification. As in `jsonpath_rw`, `|` binds tighter than `.`, and `.` tighter than
 * `..`. Throws a `SyntaxError` for an invalid path and for arithmetic, sorting and `where`, which are not
 * supported.
 */
export function parseJsonPath(text: string): JsonPath {
  const tokens = tokensOf(text);
  let next = 0;

  function path(): JsonPath {
    return chain('descendants', '..', () =>
      chain('child', '.', () => chain('union', '|', () => bracketed())),
    );
  }

  function end(): void {
    if (next < tokens.length) complain();
  }

  function chain(
    kind: 'descendants' | 'child' | 'union',
    sign: string,
    operand: () => JsonPath,
  ): JsonPath {
    let left = operand();
    while (takes(sign)) left = { kind, left, right: operand() };
    return left;
  }

  function bracketed(): JsonPath {
    let left = sees('[') ? undefined : primary();
    while (takes('[')) {
      const right = bracket();
      expect(']');
      left = left ? { kind: 'child', left, right } : right;
    }
    return left ?? complain();
  }

  function primary(): JsonPath {
    if (takes('(')) {
      const inner = path();
      expect(')');
      return inner;
    }
    if (takes('$')) return { kind: 'root' };
    if (takes('@')) return { kind: 'this' };
    if (takes('*')) return { kind: 'fields', names: ['*'] };
    const token = tokens[next];
    if (token?.kind !== 'operator') return { kind: 'fields', names: namesOf() };
    next += 1;
    return namedOperator(token.text);
  }

  function bracket(): JsonPath {
    if (takes('?')) return { kind: 'filter', filter: filter() };
    if (takes('*')) return { kind: 'slice' };
    if (tokens[next]?.kind === 'name') return { kind: 'fields', names: namesOf() };
    const start = integer();
    if (!takes(':')) return start === undefined ? complain() : { kind: 'index', index: start };
    const stop = integer();
    return {
      kind: 'slice',
      ...(start !== undefined && { start }),
      ...(stop !== undefined && { end: stop }),
    };
  }

  function filter(): Filter {
    const conditions: Filter[number][] = [];
    do conditions.push(condition());
    while (takes('&'));
    return conditions;
  }

  function condition(): Filter[number] {
    const target = path();
    const sign = tokens[next];
    if (sign?.kind !== 'sign' || !isOperator(sign.text)) return { target };
    next += 1;
    const value = tokens[next];
    next += 1;
    const { text: operator } = sign;
    if (value?.kind === 'name') return { target, test: filterTest(operator, value.text) };
    if (value?.kind === 'number') return { target, test: filterTest(operator, value.number) };
    if (value?.kind === 'boolean') return { target, test: filterTest(operator, value.boolean) };
    return complain();
  }

  function namesOf(): readonly string[] {
    const names: string[] = [];
    do {
      const token = tokens[next];
      if (token?.kind !== 'name') return complain();
      names.push(token.text);
      next += 1;
    } while (takes(','));
    return names;
  }

  function integer(): number | undefined {
    const token = tokens[next];
    if (token?.kind !== 'number' || !Number.isInteger(token.number)) return undefined;
    next += 1;
    return token.number;
  }

  function sees(sign: string): boolean {
    const token = tokens[next];
    return token?.kind === 'sign' && token.text === sign;
  }

  function takes(sign: string): boolean {
    const seen = sees(sign);
    if (seen) next += 1;
    return seen;
  }

  function expect(sign: string): void {
    if (!takes(sign)) complain();
  }

  function complain(): never {
    throw new SyntaxError(`"${text}" is not a path that event definitions may use`);
  }

  // What several of them find together can grow with the square of a notification.
  if (tokens.filter((token) => token.kind === 'sign' && token.text === '..').length > 1)
    throw new SyntaxError(`"${text}" descends (..) more than once`);
  const whole = path();
  end();
  return whole;
}
