import {
  byCodePoint,
  isArray,
  isObject,
  type Json,
  type Scalar,
  written,
} from '../../../../platform/core/python-json.ts';
import { bytesRepr } from '../../../../platform/core/python-bytes.ts';
import { pythonText } from '../../../../platform/core/python-text.ts';

/**
 * A signed text repeats the names of all objects around each value. No event of a cloud makes it this many
 * times as long as the event's own names and values: the work stays in proportion to the event.
 */
const maximumRepetition = 16;
const freeCharacters = 64 * 1024;

/**
 * The text that `message_signature` signs: all names and values of a message, sorted and concatenated
 * (`compute_signature` of `ceilometer/publisher/utils.py`). Undefined if it repeats names too often.
 */
export function signedText(message: { readonly [key: string]: Json }): string | undefined {
  let text = '';
  let own = 0;
  const isTooLong = () => text.length > maximumRepetition * own + freeCharacters;
  const add = (object: { readonly [key: string]: Json }, prefix: string): void => {
    for (const [name, value] of sorted(object)) {
      own += name.length;
      if (isTooLong()) return;
      if (isObject(value)) add(value, `${prefix}${name}:`);
      else {
        const shown = isArray(value) ? encoded(value) : pythonText(value);
        own += shown.length;
        text += `${prefix}${name}${shown}`;
      }
    }
  };
  const { message_signature: _, ...signed } = message;
  add(signed, '');
  return isTooLong() ? undefined : text;
}

const sorted = (object: { readonly [key: string]: Json }) =>
  Object.entries(object).toSorted(([left], [right]) => byCodePoint(left, right));

/** A list as Python prints it, with its texts as bytes (`decode_unicode`). */
const encoded = (value: Json): string =>
  written(value, { scalar: encodedScalar, key: bytesRepr, sortKeys: true });

const encodedScalar = (value: Scalar): string =>
  typeof value === 'string' ? bytesRepr(value) : pythonText(value);
