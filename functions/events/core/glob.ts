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
  while (at < characters.length) {
    const character = characters[at] ?? '';
    const set = character === '[' ? readCharacterSet(characters, at) : undefined;
    if (set) tokens.push({ kind: 'set', set });
    else if (character === '?') tokens.push({ kind: 'one' });
    else if (character !== '*') tokens.push({ kind: 'literal', character });
    else if (tokens.at(-1)?.kind !== 'run') tokens.push({ kind: 'run' });
    at = set?.end ?? at + 1;
  }
  return tokens;
}

/**
 * Whether the whole text matches, case-sensitively (`fnmatch.fnmatchcase`). Backtracks to the last run
 * only, so the time is bounded by the product of the lengths.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const tokens = readGlob(pattern);
  const characters = Array.from(text);
  let [token, character] = [0, 0];
  let retry: { readonly token: number; readonly character: number } | undefined;
  while (character < characters.length) {
    const current = tokens[token];
    if (current?.kind === 'run') {
      token += 1;
      retry = { token, character };
    } else if (current && accepts(current, characters[character] ?? '')) {
      token += 1;
      character += 1;
    } else if (retry) {
      retry = { token: retry.token, character: retry.character + 1 };
      ({ token, character } = retry);
    } else return false;
  }
  return tokens.slice(token).every(({ kind }) => kind === 'run');
}

function accepts(token: GlobToken, character: string): boolean {
  if (token.kind === 'literal') return token.character === character;
  return token.kind !== 'set' || contains(token.set, character);
}
