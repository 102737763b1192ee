import { isLosslessNumber } from 'lossless-json';
import { isIntegerText, isObject, type Json } from '../../platform/core/python-json.ts';

/** A trait as it is written in an event: name, type (1 text, 2 integer, 3 float, 4 instant), value. */
export type WrittenTrait = readonly [string, number, Json];

/**
 * The members of an object as traits, each of its value's type. Null, lists and objects do not become
 * traits; conditions find them below `raw`.
 */
export const memberTraits = (value: Json): readonly WrittenTrait[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, member]) => {
        const trait = traitOf(name, member);
        return trait ? [trait] : [];
      })
    : [];

function traitOf(name: string, value: Json): WrittenTrait | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return [name, 1, value];
  if (isLosslessNumber(value)) return [name, isIntegerText(value.value) ? 2 : 3, value];
  return undefined;
}
