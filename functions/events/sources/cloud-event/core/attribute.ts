import { byCodePoint, isIntegerText, type Json } from '../../../../platform/core/python-json.ts';
import { isLosslessNumber } from 'lossless-json';

/** An attribute as every content mode can write it: in headers, all of them are texts. */
export type Attributes = { readonly [name: string]: string };

/**
 * The attributes of a CloudEvent, each in its canonical string form; null is no value. A text says what is
 * wrong with them.
 */
export function readAttributes(members: Iterable<readonly [string, Json]>): Attributes | string {
  const attributes = new Map<string, string>();
  for (const [name, value] of members) {
    if (!/^[a-z0-9]+$/.test(name))
      return 'The name of a CloudEvent attribute may only have a-z and 0-9.';
    if (value === null) continue;
    const text = canonicalText(value);
    if (text === undefined)
      return `The CloudEvent attribute ${name} is not a string, a boolean or an integer of 32 bits.`;
    attributes.set(name, text);
  }
  // HTTP does not keep the order of headers.
  return Object.fromEntries(
    [...attributes].toSorted(([left], [right]) => byCodePoint(left, right)),
  );
}

function canonicalText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (!isLosslessNumber(value) || !isIntegerText(value.value)) return undefined;
  const integer = Number(value.value);
  return integer >= -(2 ** 31) && integer < 2 ** 31 ? String(integer) : undefined;
}
