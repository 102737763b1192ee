import { type GlobToken, readGlob } from '../../../../events/core/glob.ts';
import { carriedCharacters, printableText } from '../../../../events/core/pattern/carried-text.ts';
import type { Constraints, Matcher } from './matcher.ts';

const typePath = ['detail', 'type'];
const tailPath = ['detail', 'tail'];
const lengthPath = ['detail', 'length'];

/** Sets are expanded while each has at most this many members, and all together this many combinations. */
const maximumChoices = 16;

/**
 * What a glob requires of an event's type: its beginning, its end and its length. Exact unless the glob
 * has a part that is neither at the beginning nor at the end, or a set that is too large to expand.
 */
export function globConstraints(pattern: string): Constraints {
  const tokens = readGlob(pattern);
  if (tokens.some(isEmptySet)) return 'never';
  const heads = beginnings(tokens);
  if (heads.length === tokens.length) return [{ path: typePath, anyOf: literals(heads.texts) }];
  const tails = beginnings(tokens.toReversed());
  const fixed = tokens.filter(({ kind }) => kind !== 'run').length;
  const anyLength = fixed < tokens.length;
  const beyondEnds = fixed > heads.length || tails.length > 0;
  return [
    ...(heads.length > 0 ? [{ path: typePath, anyOf: heads.texts.map(beginsWith) }] : []),
    ...(tails.length > 0 ? [{ path: tailPath, anyOf: tails.texts.map(endsWith) }] : []),
    ...(beyondEnds && fixed > 0
      ? [{ path: lengthPath, anyOf: [{ numeric: [anyLength ? '>=' : '=', fixed] }] }]
      : []),
  ];
}

interface Beginnings {
  /** How many tokens they cover. */
  readonly length: number;
  /** Each a list of characters, in the order of the tokens. */
  readonly texts: readonly (readonly string[])[];
}

/** The texts that the tokens before the first unknown character can match. */
function beginnings(tokens: readonly GlobToken[]): Beginnings {
  let found: Beginnings = { length: 0, texts: [[]] };
  for (const token of tokens) {
    const choices = membersOf(token);
    if (!choices || choices.length * found.texts.length > maximumChoices) break;
    found = {
      length: found.length + 1,
      texts: found.texts.flatMap((text) => choices.map((character) => [...text, character])),
    };
  }
  return found;
}

function membersOf(token: GlobToken): readonly string[] | undefined {
  if (token.kind === 'literal') return [token.character];
  if (token.kind !== 'set' || token.set.negated) return undefined;
  const { ranges } = token.set;
  if (ranges.some(([low, high]) => high - low >= maximumChoices)) return undefined;
  const points = ranges.flatMap(([low, high]) =>
    Array.from({ length: high - low + 1 }, (_, i) => low + i),
  );
  return [...new Set(points)].map((point) => String.fromCodePoint(point));
}

const isEmptySet = (token: GlobToken): boolean =>
  token.kind === 'set' && !token.set.negated && token.set.ranges.length === 0;

const literals = (texts: Beginnings['texts']): readonly Matcher[] =>
  texts.map((text) =>
    text.length > carriedCharacters ? beginsWith(text) : printableText(text.join('')),
  );

const beginsWith = (text: readonly string[]): Matcher => ({
  prefix: printableText(text.slice(0, carriedCharacters).join('')),
});

/** The characters are in reverse order. */
const endsWith = (text: readonly string[]): Matcher => ({
  suffix: printableText(text.slice(0, carriedCharacters).toReversed().join('')),
});
