import { definitionPattern, replaceMatches } from './definition-pattern.ts';
import type { JsonPath } from './json-path.ts';

/** An operator in backquotes: `this`, `len`, `split(., 0, -1)` or `sub(/pattern/, replacement)`. */
export function namedOperator(text: string): JsonPath {
  if (text === 'this') return { kind: 'this' };
  if (text === 'len') return { kind: 'length' };
  const [, separator, segment, maximum] = /^split\((.),\s+(\d+),\s+(\d+|-1)\)/.exec(text) ?? [];
  if (separator !== undefined)
    return {
      kind: 'rewrite',
      rewrite: (value) => splitText(value, separator, Number(maximum))[Number(segment)],
    };
  const [, pattern, replacement] = /^sub\(\/(.*)\/,\s+(.*)\)/.exec(text) ?? [];
  if (pattern !== undefined && replacement !== undefined)
    return { kind: 'rewrite', rewrite: substitution(pattern.trim(), replacement.trim()) };
  throw new SyntaxError(`there is no operator \`${text}\``);
}

/** Python's `text.split(separator, maximum)`: splits at most `maximum` times, or without limit if it is -1. */
export function splitText(text: string, separator: string, maximum: number): readonly string[] {
  const parts = text.split(separator);
  if (maximum < 0 || parts.length <= maximum + 1) return parts;
  return [...parts.slice(0, maximum), parts.slice(maximum).join(separator)];
}

/** As in `jsonpath_rw_ext`, a text without a match is not found. */
function substitution(source: string, replacement: string) {
  const pattern = definitionPattern(source);
  return (text: string): string | undefined => {
    const replaced = replaceMatches(pattern, text, replacement);
    return replaced === text ? undefined : replaced;
  };
}
