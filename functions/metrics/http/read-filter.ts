import { LosslessNumber } from 'lossless-json';
import { maximumNesting } from '../../platform/core/nesting.ts';
import type { Json } from '../../platform/core/python-json.ts';
import { metricLimits } from '../core/limits.ts';
import { invalid } from '../core/refusal.ts';
import { comparisonsByName } from '../core/search/search.ts';

interface Token {
  readonly kind: 'word' | 'quoted' | 'number' | 'uuid' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const token = new RegExp(
  [
    '(?<quoted>"[^"\\n]*"|\'[^\'\\n]*\')',
    '(?<uuid>[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}(?![\\w-]))',
    '(?<number>[+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?(?!\\w))',
    '(?<word>[a-zA-Z][a-zA-Z0-9_]*)',
    '(?<sign>>=|<=|!=|==|[=<>≠≥≤∧∨()\\[\\],])',
  ].join('|'),
  'uy',
);

const refuse = (expected: string, { text, at }: Token) =>
  invalid(
    `Invalid filter: Expected ${expected}, found ${text === '' ? 'end of text' : `'${text}'`}  (at char ${at})`,
  );

function tokensOf(filter: string): readonly Token[] {
  const tokens: Token[] = [];
  const blank = /\s*/uy;
  let at = 0;
  while (true) {
    blank.lastIndex = at;
    at += blank.exec(filter)?.[0].length ?? 0;
    if (at >= filter.length) return [...tokens, { kind: 'end', text: '', at }];
    token.lastIndex = at;
    const found = token.exec(filter)?.groups ?? {};
    const kind = (['quoted', 'uuid', 'number', 'word', 'sign'] as const).find(
      (each) => found[each] !== undefined,
    );
    const text = kind && found[kind];
    if (!kind || text === undefined)
      throw refuse('a condition', { kind: 'end', text: filter.slice(at, at + 10), at });
    tokens.push({ kind, text, at });
    at += text.length;
  }
}

/**
 * Reads a search as text, such as `host="h2" and not n>3`, into what it is as JSON. `not` binds closest, then
 * `and`, then `or`.
 */
export function readFilter(filter: string): Json {
  if (filter.length > metricLimits.filterCharacters)
    throw invalid(`Invalid filter: it has more than ${metricLimits.filterCharacters} characters`);
  const tokens = tokensOf(filter);
  let next = 0;
  let depth = 0;
  const end: Token = { kind: 'end', text: '', at: filter.length };
  const peek = (): Token => tokens[next] ?? end;
  const take = (): Token => {
    const taken = peek();
    next += 1;
    return taken;
  };
  const isNext = (...texts: readonly string[]): boolean =>
    peek().kind !== 'quoted' && texts.includes(peek().text);

  const joined = (op: 'and' | 'or', signs: readonly string[], part: () => Json): Json => {
    const parts = [part()];
    while (isNext(...signs)) {
      take();
      parts.push(part());
    }
    const [only, another] = parts;
    return only !== undefined && another === undefined ? only : { [op]: parts };
  };
  const any = (): Json => joined('or', ['or', '∨'], all);
  const all = (): Json => joined('and', ['and', '∧'], one);

  function one(): Json {
    if (!isNext('not', '(')) return condition();
    depth += 1;
    if (depth > maximumNesting) throw refuse(`at most ${maximumNesting} levels`, peek());
    const inner = take().text === 'not' ? { not: one() } : closed(any(), ')');
    depth -= 1;
    return inner;
  }

  function closed(inner: Json, sign: string): Json {
    if (!isNext(sign)) throw refuse(`'${sign}'`, peek());
    take();
    return inner;
  }

  function condition(): Json {
    const name = take();
    if (name.kind !== 'word' && name.kind !== 'quoted') throw refuse('an attribute', name);
    const operator = take();
    const isOperator = comparisonsByName.has(operator.text) || operator.text === 'in';
    if (operator.kind === 'quoted' || !isOperator) throw refuse('an operator', operator);
    return { [operator.text]: { [textOf(name)]: isNext('[') ? list() : value(take()) } };
  }

  function list(): Json {
    take();
    const values: Json[] = [];
    while (!isNext(']')) {
      if (values.length > 0) closed(null, ',');
      values.push(value(take()));
    }
    take();
    return values;
  }

  const found = any();
  if (peek().kind !== 'end') throw refuse('end of text', peek());
  return found;
}

const textOf = ({ kind, text }: Token): string => (kind === 'quoted' ? text.slice(1, -1) : text);

const words: ReadonlyMap<string, Json> = new Map([
  ['None', null],
  ['none', null],
  ['null', null],
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
]);

function value(found: Token): Json {
  if (found.kind === 'number') return numberIn(found);
  if (found.kind === 'sign' || found.kind === 'end') throw refuse('a value', found);
  const word = found.kind === 'word' ? words.get(found.text) : undefined;
  return word === undefined ? textOf(found) : word;
}

function numberIn(found: Token): Json {
  if (/^[+-]?\d+$/.test(found.text)) return new LosslessNumber(String(BigInt(found.text)));
  const float = Number(found.text);
  if (!Number.isFinite(float)) throw refuse('a value', found);
  return float;
}
