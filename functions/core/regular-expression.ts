import {
  isWord,
  type Node,
  parsePattern,
  type Place,
  type Test,
} from './regular-expression-syntax.ts';

/** Whether a text contains a match. */
export type Pattern = (text: string) => boolean;

/** A step of the machine: take a character, go two ways at once, demand a place in the text, or be done. */
type State =
  | { readonly kind: 'take'; readonly test: Test; readonly next: number }
  | { readonly kind: 'fork'; readonly ways: readonly number[] }
  | { readonly kind: 'at'; readonly place: Place; readonly next: number }
  | { readonly kind: 'done' };

/** A longer source, or a pattern that needs more steps, is refused; a character of text costs at most so many. */
const largest = 1000;

/**
 * A regular expression without backtracking: its time grows with the length of text and pattern only,
 * so a query cannot keep a Lambda busy. It knows literals, `.`, classes, `\d \w \s \b` and their
 * opposites, groups, `|`, `* + ? {m,n}`, `^`, `$` and a leading `(?i)`; undefined for anything else.
 */
export function regularExpression(source: string): Pattern | undefined {
  if (source.length > largest) return undefined;
  const insensitive = source.startsWith('(?i)');
  const parsed = parsePattern(insensitive ? source.slice(4) : source, insensitive);
  const states = parsed && compile(parsed);
  return states && ((text) => search(states, text));
}

function compile(pattern: Node): readonly State[] | undefined {
  const states: State[] = [{ kind: 'done' }];
  let work = 0;
  const add = (state: State): number => states.push(state) - 1;

  /** The entry of a machine that goes on to `next`; gives up growing past the limit. */
  function enter(node: Node, next: number): number {
    work += 1;
    if (work > largest) return next;
    switch (node.kind) {
      case 'one':
        return add({ kind: 'take', test: node.test, next });
      case 'at':
        return add({ kind: 'at', place: node.place, next });
      case 'row':
        return node.nodes.reduceRight((then, part) => enter(part, then), next);
      case 'either':
        return add({ kind: 'fork', ways: node.nodes.map((part) => enter(part, next)) });
      case 'repeat':
        return enterRepeat(node, next);
    }
  }

  function enterRepeat(node: Node & { readonly kind: 'repeat' }, next: number): number {
    let entry = next;
    if (node.most === Infinity) {
      const ways: number[] = [next];
      entry = add({ kind: 'fork', ways });
      ways.push(enter(node.node, entry));
    } else {
      for (let left = node.most - node.least; left > 0 && work <= largest; left -= 1)
        entry = add({ kind: 'fork', ways: [next, enter(node.node, entry)] });
    }
    for (let left = node.least; left > 0 && work <= largest; left -= 1)
      entry = enter(node.node, entry);
    return entry;
  }

  const start = enter(pattern, 0);
  if (work > largest) return undefined;
  return [{ kind: 'fork', ways: [start + 1] }, ...states.map(shifted)];
}

const shifted = (state: State): State => {
  if (state.kind === 'fork') return { kind: 'fork', ways: state.ways.map((way) => way + 1) };
  return state.kind === 'done' ? state : { ...state, next: state.next + 1 };
};

/** All states the machine can be in are followed side by side, from every beginning. */
function search(states: readonly State[], text: string): boolean {
  const characters = Array.from(text);
  let current: readonly number[] = [];
  for (let at = 0; at <= characters.length; at += 1) {
    const reached = closure(states, [...current, 0], characters, at);
    if (reached.some((index) => states[index]?.kind === 'done')) return true;
    const character = characters[at];
    if (character === undefined) return false;
    current = reached.flatMap((index) => {
      const state = states[index];
      return state?.kind === 'take' && state.test(character) ? [state.next] : [];
    });
  }
  return false;
}

function closure(
  states: readonly State[],
  from: readonly number[],
  characters: readonly string[],
  at: number,
): readonly number[] {
  const seen = new Set<number>();
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    const state = states[index];
    if (state?.kind === 'fork') open.push(...state.ways);
    if (state?.kind === 'at' && stands(state.place, characters, at)) open.push(state.next);
  }
  return [...seen];
}

function stands(place: Place, characters: readonly string[], at: number): boolean {
  if (place === 'start') return at === 0;
  if (place === 'end') return at === characters.length;
  const boundary = isWord(characters[at - 1] ?? ' ') !== isWord(characters[at] ?? ' ');
  return place === 'word' ? boundary : !boundary;
}
