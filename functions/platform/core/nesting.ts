/** Deeper than any event; Python's own reader gives up at about a thousand. */
export const maximumNesting = 100;

/** Whether a JSON text nests no deeper than may be walked without fear for the stack. */
export function isShallow(json: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i += 1) {
    const character = json[i];
    if (quoted) {
      if (character === '\\') i += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > maximumNesting) return false;
  }
  return true;
}
