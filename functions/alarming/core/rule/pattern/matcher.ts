import { groupBy } from '../../../../platform/core/group-by.ts';
import { utf8Length } from '../../../../platform/core/utf8-length.ts';

/** One alternative for a field, in EventBridge's pattern language; never `wildcard`. */
export type Matcher =
  | string
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly 'anything-but': readonly string[] }
  | { readonly numeric: readonly (string | number)[] }
  | { readonly exists: boolean };

/** The alternatives of which the field at a path must match one. */
export interface Constraint {
  readonly path: readonly string[];
  readonly anyOf: readonly Matcher[];
}

/** Constraints that must all hold, or `never` if no event can match. */
export type Constraints = readonly Constraint[] | 'never';

export function allOf(parts: readonly Constraints[]): Constraints {
  const constraints: (readonly Constraint[])[] = [];
  for (const part of parts) {
    if (part === 'never') return 'never';
    constraints.push(part);
  }
  return constraints.flat();
}

type Pattern = { readonly [field: string]: unknown };

/** The constraints as one pattern; their paths must be distinct. */
export function patternOf(constraints: readonly Constraint[]): Pattern {
  const heads = groupBy(constraints, ({ path: [head = ''] }) => head);
  return Object.fromEntries(
    [...heads].map(([head, within]) => {
      const [first] = within;
      if (first?.path.length === 1) return [head, first.anyOf];
      return [head, patternOf(within.map(({ path, anyOf }) => ({ path: path.slice(1), anyOf })))];
    }),
  );
}

/**
 * The pattern, without the longest optional constraints as far as that is necessary to keep it within the
 * limit; of equally long ones, the last goes first. Each constraint is measured once, and a pattern as often as
 * the number of constraints can be halved.
 */
export function fitted(
  essential: readonly Constraint[],
  optional: readonly Constraint[],
  limit: number,
): Pattern {
  const shortestFirst = optional
    .map((constraint, index) => ({ constraint, index, length: textLength(constraint) }))
    .toSorted((left, right) => left.length - right.length || left.index - right.index);
  const patternWith = (count: number) => {
    const kept = new Set(shortestFirst.slice(0, count).map(({ constraint }) => constraint));
    return patternOf([...essential, ...optional.filter((constraint) => kept.has(constraint))]);
  };
  let [fits, exceeds] = [0, optional.length + 1];
  while (exceeds - fits > 1) {
    const count = Math.floor((fits + exceeds) / 2);
    if (textLength(patternWith(count)) <= limit) fits = count;
    else exceeds = count;
  }
  return patternWith(fits);
}

const textLength = (value: unknown): number => utf8Length(JSON.stringify(value));
