/** Python's `repr` of a text's UTF-8 bytes. */
export function bytesRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte);
    if (character === quote || character === '\\') return `\\${character}`;
    return named[character] ?? (byte >= 0x20 && byte < 0x7f ? character : hex(byte));
  });
  return `b${quote}${bytes.join('')}${quote}`;
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const hex = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;
