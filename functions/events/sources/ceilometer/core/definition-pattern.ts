import { RE2JS, RE2JSSyntaxException } from 're2js';

/** Longer sources are refused, because the time to match is proportional to the length. */
const maximumCharacters = 1000;

/**
 * Compiles a regular expression of a definition with RE2, whose time is linear in the text: a
 * notification, which anybody may cause, cannot keep the bridge busy. Throws a `SyntaxError` for what RE2
 * does not have: look-around and back-references.
 */
export function definitionPattern(source: string): RE2JS {
  if (source.length > maximumCharacters)
    throw new SyntaxError(`a regular expression is longer than ${maximumCharacters} characters`);
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    throw new SyntaxError(`/${source}/ is not a regular expression of RE2: ${error.message}`, {
      cause: error,
    });
  }
}

/** Whether the text begins with a match, as Python's `re.match`. */
export const beginsWithMatch = (pattern: RE2JS, text: string): boolean =>
  pattern.matcher(text).lookingAt();

/** The text with every match replaced, in which `\1` stands for the first group, as in Python's `re.sub`. */
export const replaceMatches = (pattern: RE2JS, text: string, replacement: string): string =>
  pattern.matcher(text).replaceAll(replacement.replaceAll('$', '$$$$').replace(/\\(\d)/g, '$$$1'));
