/** No event nests deeper than this. */
export const maximumNesting = 100;

/** No JSON nests deeper than this. Python's own parser gives up at about a thousand levels. */
export const maximumJsonNesting = 500;

/** Whether a JSON text can be parsed recursively without a stack overflow. */
export function isShallow(json: string, levels: number = maximumNesting): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i += 1) {
    const unit = json.charCodeAt(i);
    if (quoted) {
      if (unit === backslash) i += 1;
      else if (unit === quote) quoted = false;
    } else if (unit === quote) quoted = true;
    else if (unit === openBracket || unit === openBrace) depth += 1;
    else if (unit === closeBracket || unit === closeBrace) depth -= 1;
    if (depth > levels) return false;
  }
  return true;
}

const [quote, backslash] = [0x22, 0x5c];
const [openBracket, closeBracket] = [0x5b, 0x5d];
const [openBrace, closeBrace] = [0x7b, 0x7d];
