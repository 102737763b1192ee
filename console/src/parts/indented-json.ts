const opening = new Set(['{', '[']);
const closing = new Set(['}', ']']);
// A string, a mark, or a number or word; white space between them is dropped.
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * JSON text with one member a line; other text as it is. Numbers keep their digits, which parsing and
 * printing would round beyond 2^53.
 */
export function indentedJson(text: string): string {
  if (!isJson(text)) return text;
  let depth = 0;
  let out = '';
  let last = '';
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [part] of text.matchAll(token)) {
    if (closing.has(part)) depth -= 1;
    const empty = closing.has(part) && opening.has(last);
    if ((closing.has(part) && !empty) || (opening.has(last) && !empty) || last === ',')
      out += line();
    out += part === ':' ? ': ' : part;
    if (opening.has(part)) depth += 1;
    last = part;
  }
  return out;
}
