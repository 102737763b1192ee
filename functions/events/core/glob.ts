import { type CharacterSet, contains, readCharacterSet } from './glob-set.ts';

/** A part of a glob: a literal character, any one character, one of a set, or any run of characters. */
export type GlobToken =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'run' };

/** Reads a pattern as Python's `fnmatch.translate` does on POSIX. Adjacent runs are merged. */
export function readGlob(pattern: string): readonly GlobToken[] {
  const characters = Array.from(pattern);
  const tokens: GlobToken[] = [];
  let at = 0;
  // Behind the last closing bracket no set is read, so that each is looked for once.
  const lastClose = characters.lastIndexOf(']');
  while (at < characters.length) {
    const character = characters[at] ?? '';
    const set = character === '[' && at < lastClose ? readCharacterSet(characters, at) : undefined;
    if (set) tokens.push({ kind: 'set', set });
    else if (character === '?') tokens.push({ kind: 'one' });
    else if (character !== '*') tokens.push({ kind: 'literal', character });
    else if (tokens.at(-1)?.kind !== 'run') tokens.push({ kind: 'run' });
    at = set?.end ?? at + 1;
  }
  return tokens;
}

/** Whether the whole text matches, case-sensitively (`fnmatch.fnmatchcase`). */
export const matchesGlob = (pattern: string, text: string): boolean => globMatcher(pattern)(text);

/**
 * Prepares a pattern for many texts. What is before the first run and behind the last one has its place.
 * Only the rest is searched, at a cost of the text's length, times the glob's in machine words.
 */
export function globMatcher(pattern: string): (text: string) => boolean {
  const tokens = readGlob(pattern);
  if (tokens.every(({ kind }) => kind === 'literal')) return (text) => text === pattern;
  const head = tokens.findIndex(isRun);
  if (head < 0)
    return (text) => {
      const points = pointsOf(text);
      return tokens.length === points.length && matchesAt(tokens, points, 0);
    };
  const last = tokens.findLastIndex(isRun);
  const [before, behind] = [tokens.slice(0, head), tokens.slice(last + 1)];
  const search = head === last ? undefined : searchOf(tokens.slice(head, last + 1));
  return (text) => {
    const points = pointsOf(text);
    const tail = points.length - behind.length;
    return (
      head <= tail &&
      matchesAt(before, points, 0) &&
      matchesAt(behind, points, tail) &&
      (search === undefined || search(points.slice(head, tail)))
    );
  };
}

const pointsOf = (text: string): readonly number[] =>
  Array.from(text, (character) => character.codePointAt(0) ?? 0);

const isRun = ({ kind }: GlobToken): boolean => kind === 'run';

const matchesAt = (
  tokens: readonly GlobToken[],
  points: readonly number[],
  start: number,
): boolean => tokens.every((token, i) => accepts(token, points[start + i] ?? -1));

/**
 * Whether tokens that begin and end with a run match a text. Follows all ways at once: a bit of `reached`
 * is a token that the next character may match.
 */
function searchOf(tokens: readonly GlobToken[]): (points: readonly number[]) => boolean {
  const bits = (holds: (token: GlobToken) => boolean): bigint =>
    BigInt(
      `0b${tokens
        .map((token) => (holds(token) ? '1' : '0'))
        .toReversed()
        .join('')}`,
    );
  const runs = bits(isRun);
  const end = 1n << BigInt(tokens.length - 1);
  return (points) => {
    const acceptedBy = new Map<number, bigint>();
    let reached = 0b11n;
    for (const point of points) {
      const accepted =
        acceptedBy.get(point) ?? bits((token) => !isRun(token) && accepts(token, point));
      acceptedBy.set(point, accepted);
      const next = ((reached & accepted) << 1n) | (reached & runs);
      reached = next | ((next & runs) << 1n);
      if ((reached & end) !== 0n) return true;
    }
    return false;
  };
}

function accepts(token: GlobToken, point: number): boolean {
  if (token.kind === 'literal') return token.character.codePointAt(0) === point;
  return token.kind !== 'set' || contains(token.set, point);
}
