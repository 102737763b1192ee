/** No event nests deeper than this. Python's own parser gives up at about a thousand. */
export const maximumNesting = 100;

/** Whether a JSON text can be parsed recursively without a stack overflow. */
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
