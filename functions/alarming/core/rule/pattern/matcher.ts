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

export function both(left: Constraints, right: Constraints): Constraints {
  return left === 'never' || right === 'never' ? 'never' : [...left, ...right];
}

type Pattern = { readonly [field: string]: unknown };

/** The constraints as one pattern; their paths must be distinct. */
export function patternOf(constraints: readonly Constraint[]): Pattern {
  const heads = new Map<string, Constraint[]>();
  for (const constraint of constraints) {
    const [head = ''] = constraint.path;
    heads.set(head, [...(heads.get(head) ?? []), constraint]);
  }
  return Object.fromEntries(
    [...heads].map(([head, within]) => {
      const [first] = within;
      if (first?.path.length === 1) return [head, first.anyOf];
      return [head, patternOf(within.map(({ path, anyOf }) => ({ path: path.slice(1), anyOf })))];
    }),
  );
}

/** The pattern, without the longest optional constraints as far as that is necessary to keep it within the limit. */
export function fitted(
  essential: readonly Constraint[],
  optional: readonly Constraint[],
  limit: number,
): Pattern {
  const pattern = patternOf([...essential, ...optional]);
  if (optional.length === 0 || textLength(pattern) <= limit) return pattern;
  const longest = Math.max(...optional.map(textLength));
  const dropped = optional.findLastIndex((constraint) => textLength(constraint) === longest);
  return fitted(essential, optional.toSpliced(dropped, 1), limit);
}

const textLength = (value: unknown): number => utf8Length(JSON.stringify(value));
