import {
  byCodePoint,
  isArray,
  isObject,
  type Json,
} from '../../../../platform/core/python-json.ts';
import { bytesRepr } from '../../../../platform/core/python-bytes.ts';
import { pythonText } from '../../../../platform/core/python-text.ts';

/**
 * The text that `message_signature` signs: all names and values of a message, sorted and concatenated
 * (`compute_signature` of `ceilometer/publisher/utils.py`).
 */
export const signedText = (message: { readonly [key: string]: Json }): string =>
  keyPairs(message)
    .filter(([name]) => name !== 'message_signature')
    .map(([name, value]) => `${name}${value}`)
    .join('');

const keyPairs = (object: {
  readonly [key: string]: Json;
}): readonly (readonly [string, string])[] =>
  sorted(object).flatMap(([name, value]) => {
    if (isObject(value))
      return keyPairs(value).map(([below, text]) => [`${name}:${below}`, text] as const);
    return [[name, isArray(value) ? encoded(value) : pythonText(value)] as const];
  });

const sorted = (object: { readonly [key: string]: Json }) =>
  Object.entries(object).toSorted(([left], [right]) => byCodePoint(left, right));

/** A list as Python prints it, with its texts as bytes (`decode_unicode`). */
function encoded(value: Json): string {
  if (typeof value === 'string') return bytesRepr(value);
  if (isArray(value)) return `[${value.map(encoded).join(', ')}]`;
  if (!isObject(value)) return pythonText(value);
  const members = sorted(value).map(([key, member]) => `${bytesRepr(key)}: ${encoded(member)}`);
  return `{${members.join(', ')}}`;
}
