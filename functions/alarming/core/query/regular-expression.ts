import { RE2JS, RE2JSSyntaxException } from 're2js';

/** Whether a text contains a match. */
export type Pattern = (text: string) => boolean;

/** A longer source is refused: matching costs time in proportion to it. */
const longest = 1000;

/**
 * A regular expression as RE2 knows them, without backtracking: its time grows with the length of text
 * and pattern only, so a query cannot keep a Lambda busy. Undefined for what RE2 refuses: bad syntax,
 * look-around, back-references, repetitions that multiply.
 */
export function regularExpression(source: string): Pattern | undefined {
  if (source.length > longest) return undefined;
  try {
    const pattern = RE2JS.compile(source);
    return (text) => pattern.matcher(text).find();
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return undefined;
    throw error;
  }
}
