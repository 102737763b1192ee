import { type Filter, isOperator } from './json-path-filter.ts';
import { type Token, tokensOf } from './json-path-tokens.ts';
import type { JsonPath } from './json-path.ts';
import { namedOperator } from './named-operator.ts';

/**
 * Reads a path specification. As in `jsonpath_rw`, `|` binds tighter than `.`, and `.` tighter than
 * `..`. Throws `SyntaxError` for what is no path, or needs what we do not have (arithmetic, sorting, `where`).
 */
export function parseJsonPath(text: string): JsonPath {
  const reader = new Reader(tokensOf(text), text);
  const path = reader.path();
  reader.end();
  return path;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #text: string;
  #next = 0;

  constructor(tokens: readonly Token[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  path(): JsonPath {
    return this.#chain('descendants', '..', () =>
      this.#chain('child', '.', () => this.#chain('union', '|', () => this.#bracketed())),
    );
  }

  end(): void {
    if (this.#next < this.#tokens.length) this.#complain();
  }

  #chain(kind: 'descendants' | 'child' | 'union', sign: string, operand: () => JsonPath): JsonPath {
    let left = operand();
    while (this.#takes(sign)) left = { kind, left, right: operand() };
    return left;
  }

  #bracketed(): JsonPath {
    let left = this.#sees('[') ? undefined : this.#primary();
    while (this.#takes('[')) {
      const right = this.#bracket();
      this.#expect(']');
      left = left ? { kind: 'child', left, right } : right;
    }
    return left ?? this.#complain();
  }

  #primary(): JsonPath {
    if (this.#takes('(')) {
      const path = this.path();
      this.#expect(')');
      return path;
    }
    if (this.#takes('$')) return { kind: 'root' };
    if (this.#takes('@')) return { kind: 'this' };
    if (this.#takes('*')) return { kind: 'fields', names: ['*'] };
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'operator') return { kind: 'fields', names: this.#names() };
    this.#next += 1;
    return namedOperator(token.text);
  }

  #bracket(): JsonPath {
    if (this.#takes('?')) return { kind: 'filter', filter: this.#filter() };
    if (this.#takes('*')) return { kind: 'slice' };
    if (this.#tokens[this.#next]?.kind === 'name') return { kind: 'fields', names: this.#names() };
    const start = this.#integer();
    if (!this.#takes(':'))
      return start === undefined ? this.#complain() : { kind: 'index', index: start };
    const end = this.#integer();
    return {
      kind: 'slice',
      ...(start !== undefined && { start }),
      ...(end !== undefined && { end }),
    };
  }

  #filter(): Filter {
    const conditions: Filter[number][] = [];
    do conditions.push(this.#condition());
    while (this.#takes('&'));
    return conditions;
  }

  #condition(): Filter[number] {
    const target = this.path();
    const sign = this.#tokens[this.#next];
    if (sign?.kind !== 'sign' || !isOperator(sign.text)) return { target };
    this.#next += 1;
    const value = this.#tokens[this.#next];
    this.#next += 1;
    const { text: operator } = sign;
    if (value?.kind === 'name') return { target, test: { operator, value: value.text } };
    if (value?.kind === 'number') return { target, test: { operator, value: value.number } };
    if (value?.kind === 'boolean') return { target, test: { operator, value: value.boolean } };
    return this.#complain();
  }

  #names(): readonly string[] {
    const names: string[] = [];
    do {
      const token = this.#tokens[this.#next];
      if (token?.kind !== 'name') return this.#complain();
      names.push(token.text);
      this.#next += 1;
    } while (this.#takes(','));
    return names;
  }

  #integer(): number | undefined {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'number' || !Number.isInteger(token.number)) return undefined;
    this.#next += 1;
    return token.number;
  }

  #sees(sign: string): boolean {
    const token = this.#tokens[this.#next];
    return token?.kind === 'sign' && token.text === sign;
  }

  #takes(sign: string): boolean {
    const seen = this.#sees(sign);
    if (seen) this.#next += 1;
    return seen;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) this.#complain();
  }

  #complain(): never {
    throw new SyntaxError(`"${this.#text}" is no path that event definitions may hold`);
  }
}
