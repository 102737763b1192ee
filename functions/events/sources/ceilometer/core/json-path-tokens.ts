/** A token of a path. Whatever is quoted is a name. */
export type Token =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'sign'; readonly text: string };

const token =
  /[ \t\n]*(?:(?<quoted>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|`(?<operator>(?:[^`\\]|\\.)*)`|(?<number>-?\d+(?:\.\d+)?)|(?<name>[a-zA-Z_@][a-zA-Z0-9_@-]*)|(?<sign>\.\.|==?|<=|>=|!=|[<>~*.[\]()$,:|&?@]))/y;

/** The tokens of a path specification. Throws a `SyntaxError` if it cannot be read. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const reader = new RegExp(token);
  const end = text.trimEnd().length;
  while (reader.lastIndex < end) {
    const place = reader.lastIndex;
    const parts = reader.exec(text)?.groups;
    if (!parts) throw new SyntaxError(`cannot read "${text}" from character ${place + 1} on`);
    tokens.push(tokenOf(parts));
  }
  return tokens;
}

function tokenOf(parts: Readonly<Record<string, string | undefined>>): Token {
  const { quoted, operator, number, name, sign = '' } = parts;
  if (quoted !== undefined) return { kind: 'name', text: unescaped(quoted.slice(1, -1)) };
  if (operator !== undefined) return { kind: 'operator', text: unescaped(operator) };
  if (number !== undefined) return { kind: 'number', number: Number(number) };
  if (name === 'true' || name === 'false') return { kind: 'boolean', boolean: name === 'true' };
  if (name === '@') return { kind: 'sign', text: name };
  return name === undefined ? { kind: 'sign', text: sign } : { kind: 'name', text: name };
}

const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1');
