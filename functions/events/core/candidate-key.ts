import { mayHold, traitName } from './event-match.ts';
import type { Condition, EventRule } from './event-rule.ts';
import { readGlob } from './glob.ts';
import type { Notification, TraitValue } from './notification.ts';
import { expectedValue, numberOf } from './trait.ts';

/**
 * The number of the functions below. It is part of every stored key and of every place: who changes which
 * key a rule has must raise it, and rows under the former keys are moved (`docs/decisions/0019`).
 */
export const candidateFormat = 1;

/** What alarms of a project are found by that an event may fire and that share a rule of the bus. */
export interface CandidateKey {
  readonly text: string;
  /** The kind of key. An event is asked only for keys of the kinds that exist. */
  readonly shape: string;
}

/** Traits that name one thing, as ids do, so that few alarms compare with the same value. */
const namesOfOne = ['host', 'hostname', 'node', 'display_name'];
/** Traits that tell few events apart: an alarm is found by them only if its rule compares no others. */
const leastSelective = ['state', 'service', 'user_id', 'tenant_id', 'project_id'];

/**
 * The key of a rule: its most selective equality, with the event type if that is literal. A trait that names one
 * thing is selective enough without the type, so that an event is asked for one key by it and not for two. Without
 * an equality it is the event type, or the part of the glob that names most. Undefined if no event can match.
 */
export function keyOfRule({ eventType, query }: EventRule): CandidateKey | undefined {
  const equalities = query.flatMap(equalityOf);
  if (!query.every(mayHold) || equalities.some(({ value }) => value === undefined))
    return undefined;
  const [best] = equalities.toSorted((left, right) => rankOf(left.name) - rankOf(right.name));
  const isLiteral = readGlob(eventType).every(({ kind }) => kind === 'literal');
  if (best?.value === undefined) return isLiteral ? typeKey(eventType) : globKey(eventType);
  return isLiteral && !namesOne(best.name)
    ? typedKey(eventType, best.name, best.value)
    : untypedKey(best.name, best.value);
}

/** The keys of every rule that the event may match, of these shapes. */
export function keysOfEvent(
  { eventType, traits }: Pick<Notification, 'eventType' | 'traits'>,
  exists: (shape: string) => boolean,
): readonly CandidateKey[] {
  const named = [...traits].flatMap(([name, value]) => {
    const text = valueText(value);
    return text === undefined
      ? []
      : [typedKey(eventType, name, text), untypedKey(name, text)].filter(({ shape }) =>
          exists(shape),
        );
  });
  const segments = exists('S') ? [...new Set(eventType.split('.'))].filter(Boolean) : [];
  return [
    ...named,
    ...[typeKey(eventType), anyKey].filter(({ shape }) => exists(shape)),
    ...prefixesOf(eventType)
      .map(prefixKey)
      .filter(({ shape }) => exists(shape)),
    ...segments.map(segmentKey),
  ];
}

const typedKey = (type: string, name: string, value: string): CandidateKey => ({
  text: JSON.stringify(['T', type, name, value]),
  shape: `T${hashOf(name).toString(36)}`,
});
const untypedKey = (name: string, value: string): CandidateKey => ({
  text: JSON.stringify(['G', name, value]),
  shape: `G${hashOf(name).toString(36)}`,
});
const typeKey = (type: string): CandidateKey => ({ text: JSON.stringify(['T', type]), shape: 'T' });
const prefixKey = (prefix: string): CandidateKey => ({
  text: JSON.stringify(['P', prefix]),
  shape: `P${prefix.split('.').length - 1}`,
});
const segmentKey = (segment: string): CandidateKey => ({
  text: JSON.stringify(['S', segment]),
  shape: 'S',
});
const anyKey: CandidateKey = { text: '["A"]', shape: 'A' };

/** Equalities of traits; `value` is undefined for NaN, which equals nothing. Paths into the body make no key. */
function equalityOf(
  condition: Condition,
): readonly { readonly name: string; readonly value: string | undefined }[] {
  const name = traitName(condition.field);
  const expected = expectedValue(condition);
  if (condition.op !== 'eq' || name === undefined || expected === undefined) return [];
  return [{ name, value: valueText(expected) }];
}

const namesOne = (name: string): boolean => rankOf(name) === 0 || namesOfOne.includes(name);

/** Ids first, then other traits, and last those that tell few events apart. */
const rankOf = (name: string): number =>
  leastSelective.includes(name) ? 2 + leastSelective.indexOf(name) : name.endsWith('id') ? 0 : 1;

/** The same text for two values if and only if `compares` calls them equal; undefined for NaN. */
export function valueText(value: TraitValue): string | undefined {
  if (value.kind === 'text') return `s${value.text}`;
  if (value.kind === 'datetime') return `t${value.microseconds}`;
  const number = numberOf(value);
  if (number === undefined || Number.isNaN(number)) return undefined;
  return typeof number === 'number' && Number.isInteger(number)
    ? `n${BigInt(number)}`
    : `n${number}`;
}

/** By the beginning up to a dot, or else by the longest whole segment, or else as one that any event may match. */
function globKey(glob: string): CandidateKey {
  const { prefix, segments } = literalParts(glob);
  if (prefix !== '') return prefixKey(prefix);
  const [longest] = segments.toSorted((left, right) => right.length - left.length);
  return longest === undefined ? anyKey : segmentKey(longest);
}

/** The literal beginning of a glob up to its last dot, and the segments between dots that hold no wildcard. */
function literalParts(glob: string): {
  readonly prefix: string;
  readonly segments: readonly string[];
} {
  const texts = readGlob(glob).map((token) =>
    token.kind === 'literal' ? token.character : undefined,
  );
  const wildcard = texts.indexOf(undefined);
  const head = texts.slice(0, wildcard < 0 ? texts.length : wildcard).join('');
  // A wildcard becomes a character that no literal segment is kept with.
  const segments: string[] = [];
  let segment: string | undefined = '';
  for (const text of [...texts, '.']) {
    if (text === '.') {
      if (segment) segments.push(segment);
      segment = '';
    } else segment = text === undefined || segment === undefined ? undefined : segment + text;
  }
  return { prefix: head.slice(0, head.lastIndexOf('.') + 1), segments };
}

/** The beginnings of a type up to each of its dots. */
const prefixesOf = (type: string): readonly string[] =>
  Array.from(type.matchAll(/\./g), ({ index }) => type.slice(0, index + 1));

/** How many counters tell what a project's rows were before and after a change. */
export const candidateSlots = 64;

/** The counter that changes with the rows of a key. */
export const slotOf = (key: string): number => hashOf(key) % candidateSlots;

/** FNV-1a over UTF-16 units, with high bits mixed into the low ones. A change of it needs a new format. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
