/** A set in brackets in a glob: inclusive ranges of code points, or everything outside them. */
export interface CharacterSet {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [low: number, high: number])[];
  /** Index of the character after the closing bracket. */
  readonly end: number;
}

export const contains = ({ negated, ranges }: CharacterSet, codePoint: number): boolean =>
  negated !== ranges.some(([low, high]) => low <= codePoint && codePoint <= high);

/**
 * Reads the set that opens at `start`; undefined if no bracket closes it, which makes the opening
 * bracket a literal. Reversed ranges are empty, as in `fnmatch.translate` since Python 3.9.
 */
export function readCharacterSet(
  characters: readonly string[],
  start: number,
): CharacterSet | undefined {
  const first = start + 1;
  let search = characters[first] === '!' ? first + 1 : first;
  if (characters[search] === ']') search += 1;
  const close = characters.indexOf(']', search);
  if (close < 0) return undefined;
  const chunks = withoutEmptyRanges(chunksOf(characters.slice(first, close)));
  const negated = chunks[0]?.[0] === '!';
  const [head = [], ...rest] = negated ? [chunks[0]?.slice(1) ?? [], ...chunks.slice(1)] : chunks;
  return { negated, ranges: rangesOf(head, rest), end: close + 1 };
}

type Chunk = readonly string[];

/** Splits at the hyphens of ranges: a range goes from the last character of a chunk to the first of the next. */
function chunksOf(inside: Chunk): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let begin = 0;
  let hyphen = inside.indexOf('-', inside[0] === '!' ? 2 : 1);
  while (hyphen >= 0) {
    chunks.push(inside.slice(begin, hyphen));
    begin = hyphen + 1;
    hyphen = inside.indexOf('-', hyphen + 3);
  }
  const last = inside.slice(begin);
  if (last.length > 0) return [...chunks, last];
  return [...chunks.slice(0, -1), [...(chunks.at(-1) ?? []), '-']];
}

/** A range that goes backwards is removed with its two ends. Chunks are built backwards, so that each character moves once. */
function withoutEmptyRanges(chunks: readonly Chunk[]): readonly Chunk[] {
  const kept: string[][] = [];
  for (const chunk of chunks.toReversed()) {
    const next = kept.at(-1);
    const backwards = chunk.toReversed();
    if (next && pointOf(chunk.at(-1)) > pointOf(next.at(-1))) {
      next.pop();
      for (const character of backwards.slice(1)) next.push(character);
    } else kept.push(backwards);
  }
  return kept.toReversed().map((chunk) => chunk.toReversed());
}

function rangesOf(head: Chunk, rest: readonly Chunk[]): CharacterSet['ranges'] {
  const [next, ...others] = rest;
  // If the first chunk was only the negation, the hyphen after it is a literal.
  if (head.length === 0 && next) return rangesOf(['-', ...next], others);
  const chunks = [head, ...rest];
  const spans = rest.map((chunk, i) => [pointOf(chunks[i]?.at(-1)), pointOf(chunk[0])] as const);
  return [
    ...chunks.flat().map((character) => [pointOf(character), pointOf(character)] as const),
    ...spans,
  ];
}

const pointOf = (character: string | undefined): number => character?.codePointAt(0) ?? 0;
