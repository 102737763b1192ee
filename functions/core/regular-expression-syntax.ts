/** Whether a character is one that may stand here. */
export type Test = (character: string) => boolean;
/** A place in a text, without length. */
export type Place = 'start' | 'end' | 'word' | 'within';

/** A regular expression, taken apart. */
export type Node =
  | { readonly kind: 'one'; readonly test: Test }
  | { readonly kind: 'at'; readonly place: Place }
  | { readonly kind: 'row' | 'either'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly least: number; readonly most: number };

/** Reads the source of a regular expression; undefined for what is none, or is beyond a linear matcher. */
export function parsePattern(source: string, insensitive: boolean): Node | undefined {
  const characters = Array.from(source);
  let at = 0;
  let failed = false;
  const fail = (): Node => {
    failed = true;
    at = characters.length;
    return { kind: 'row', nodes: [] };
  };
  const fold = (test: Test): Node => ({
    kind: 'one',
    test: insensitive
      ? (character) => test(character.toLowerCase()) || test(character.toUpperCase())
      : test,
  });

  function either(): Node {
    const nodes = [row()];
    while (characters[at] === '|') {
      at += 1;
      nodes.push(row());
    }
    return nodes.length === 1 ? (nodes[0] ?? fail()) : { kind: 'either', nodes };
  }

  function row(): Node {
    const nodes: Node[] = [];
    while (at < characters.length && characters[at] !== '|' && characters[at] !== ')')
      nodes.push(repeated(single()));
    return { kind: 'row', nodes };
  }

  function repeated(node: Node): Node {
    const bounds = /^(?:([*+?])|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})/.exec(
      characters.slice(at, at + 12).join(''),
    );
    if (!bounds) return node;
    at += bounds[0].length;
    if (characters[at] === '?' || characters[at] === '+') return fail();
    const [, sign, first, comma, second] = bounds;
    const least = sign ? (sign === '+' ? 1 : 0) : Number(first);
    const most = sign
      ? sign === '?'
        ? 1
        : Infinity
      : comma
        ? Number(second ?? Infinity)
        : Number(first);
    return most < least ? fail() : repeated({ kind: 'repeat', node, least, most });
  }

  function single(): Node {
    const character = characters[at] ?? '';
    at += 1;
    if (character === '.') return { kind: 'one', test: (found) => found !== '\n' };
    if (character === '^') return { kind: 'at', place: 'start' };
    if (character === '$') return { kind: 'at', place: 'end' };
    if (character === '\\') return escaped();
    if (character === '[') return bracket();
    if (character === '(') return group();
    if ('*+?{'.includes(character)) return fail();
    return fold((found) => found === character);
  }

  function group(): Node {
    if (characters[at] === '?') {
      if (characters[at + 1] !== ':') return fail();
      at += 2;
    }
    const node = either();
    if (characters[at] !== ')') return fail();
    at += 1;
    return node;
  }

  function escaped(): Node {
    const character = characters[at] ?? '';
    at += 1;
    if (character === 'b') return { kind: 'at', place: 'word' };
    if (character === 'B') return { kind: 'at', place: 'within' };
    const test = escapeTest(character);
    return test ? fold(test) : fail();
  }

  function bracket(): Node {
    const negated = characters[at] === '^';
    if (negated) at += 1;
    const tests: Test[] = [];
    for (let first = true; first || characters[at] !== ']'; first = false) {
      const low = member();
      if (typeof low === 'function') tests.push(low);
      else if (low === undefined) return fail();
      else if (characters[at] === '-' && characters[at + 1] !== ']') {
        at += 1;
        const high = member();
        if (typeof high !== 'string' || high < low) return fail();
        tests.push((found) => found >= low && found <= high);
      } else tests.push((found) => found === low);
    }
    at += 1;
    const within = fold((found) => tests.some((test) => test(found)));
    if (!negated || within.kind !== 'one') return within;
    return { kind: 'one', test: (found) => !within.test(found) };
  }

  function member(): string | Test | undefined {
    const character = characters[at];
    at += 1;
    if (character !== '\\') return character;
    const escape = characters[at] ?? '';
    at += 1;
    const test = escapeTest(escape);
    return 'dDwWsS'.includes(escape) ? test : test && plainEscape(escape);
  }

  const whole = either();
  return failed || at < characters.length ? undefined : whole;
}

/** What `\\w` stands for: a letter or digit of any script, or an underscore. */
export const isWord: Test = (character) => /[\p{L}\p{N}_]/u.test(character);
const isDigit: Test = (character) => /\p{Nd}/u.test(character);
const isSpace: Test = (character) => /\s/u.test(character);
const opposite =
  (test: Test): Test =>
  (character) =>
    !test(character);

const plainEscape = (escape: string): string =>
  ({ n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' })[escape] ?? escape;

function escapeTest(escape: string): Test | undefined {
  const classes: Readonly<Record<string, Test>> = {
    d: isDigit,
    D: opposite(isDigit),
    w: isWord,
    W: opposite(isWord),
    s: isSpace,
    S: opposite(isSpace),
  };
  if (classes[escape]) return classes[escape];
  if (escape === '' || (/[a-z0-9]/i.test(escape) && !'nrtfv'.includes(escape))) return undefined;
  return (character) => character === plainEscape(escape);
}
