import { RE2JS, RE2JSSyntaxException } from 're2js';

/** Whether a text contains a match. */
export type Pattern = (text: string) => boolean;

/** Longer sources are refused, because the time to match is proportional to the length. */
const maximumLength = 1000;

/**
 * Compiles a regular expression with RE2, which does not backtrack: a query cannot keep a Lambda busy,
 * because matching is linear in text and pattern. Undefined for what RE2 refuses: bad syntax,
 * look-around, back-references, and nested repetitions that are too large.
 */
export function regularExpression(source: string): Pattern | undefined {
  if (source.length > maximumLength) return undefined;
  try {
    const pattern = RE2JS.compile(source);
    return (text) => pattern.matcher(text).find();
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return undefined;
    throw error;
  }
}
