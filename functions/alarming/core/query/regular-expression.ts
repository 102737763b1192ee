import { RE2JS, RE2JSSyntaxException } from 're2js';
import { alarmLimits } from '../alarm-limits.ts';

/** Whether the text contains a match, as far as texts are looked at. */
export type Pattern = (text: string) => boolean;

/**
 * Compiles a regular expression with RE2, which does not backtrack: a query cannot keep a Lambda busy,
 * because matching is linear in text and pattern, which are both bounded. Undefined for what RE2 refuses:
 * bad syntax, look-around, back-references, and nested repetitions that are too large.
 */
export function regularExpression(source: string): Pattern | undefined {
  if (source.length > alarmLimits.patternCharacters) return undefined;
  try {
    const pattern = RE2JS.compile(source);
    return (text) => pattern.matcher(text.slice(0, alarmLimits.matchedCharacters)).find();
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return undefined;
    throw error;
  }
}
