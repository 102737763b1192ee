import { isShallow } from '../../../../platform/core/nesting.ts';
import { type Json, loadsAnyDigits } from '../../../../platform/core/python-json.ts';

/** What a CloudEvent holds: its type, and `data` or, if it is neither JSON nor text, `data_base64`. */
export type EventData =
  | { readonly datacontenttype?: string; readonly data: Json }
  | { readonly datacontenttype?: string; readonly data_base64: string };

const jsonType = 'application/json';

/** Of `curl -d` and of Python's `urllib`, which name this type if the sender does not name one. */
const formType = 'application/x-www-form-urlencoded';

/**
 * Reads data in the same way in every content mode. Data without a type is read as JSON if it is JSON, and
 * so is a form that is a JSON object or list, which no form begins like. A text says what is wrong with data
 * that its type calls JSON.
 */
export function readData(bytes: Uint8Array, written: string | undefined): EventData | string {
  const type = canonicalType(written);
  const text = utf8(bytes, charsetOf(type));
  const json = mayBeJson(type, text) ? parsed(text) : undefined;
  if (json !== undefined) return { datacontenttype: isJson(type) ? type : jsonType, data: json };
  if (isJson(type)) return 'The data of the CloudEvent is not valid JSON.';
  const named = type === '' ? {} : { datacontenttype: type };
  return text !== undefined && type !== '' && (isTextType(type) || isPrintable(text))
    ? { ...named, data: text }
    : { ...named, data_base64: toBase64(bytes) };
}

/** Data of the JSON format: a value of JSON, or the text of another type. */
export function readMember(data: Json, written: string | undefined): EventData {
  const type = canonicalType(written);
  if (type === '' || isJson(type)) return { datacontenttype: type || jsonType, data };
  if (typeof data !== 'string') return { datacontenttype: type, data };
  const json = mayBeJson(type, data) ? parsed(data) : undefined;
  if (json !== undefined) return { datacontenttype: jsonType, data: json };
  return isTextType(type) || isPrintable(data)
    ? { datacontenttype: type, data }
    : { datacontenttype: type, data_base64: toBase64(new TextEncoder().encode(data)) };
}

/** The bytes of a text in Base64; undefined if it is not in Base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** `application/json; charset=utf-8` says no more than `application/json`. */
const canonicalType = (type = ''): string =>
  /^application\/json(\s*;\s*charset="?utf-8"?)?\s*$/i.test(type.trim()) ? jsonType : type.trim();

const isJson = (type: string): boolean => /^[^;]*[/+]json\s*(;|$)/i.test(type);
const isTextType = (type: string): boolean => /^text\//i.test(type);

function mayBeJson(type: string, text: string | undefined): text is string {
  if (text === undefined) return false;
  const isForm = type.split(';')[0]?.trim().toLowerCase() === formType;
  return type === '' || isJson(type) || (isForm && /^\s*[[{]/.test(text));
}

/** The text if it is UTF-8, or in the encoding that a text's type names. */
function utf8(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const charsetOf = (type: string): string =>
  (isTextType(type) && /;\s*charset="?([^\s;"]+)/i.exec(type)?.[1]) || 'utf-8';

/** Control characters tell bytes from text. */
const isPrintable = (text: string): boolean => text !== '' && !/(?![\t\n\r])\p{Cc}/u.test(text);

function parsed(text: string): Json | undefined {
  if (!isShallow(text)) return undefined;
  try {
    return loadsAnyDigits(text);
  } catch {
    return undefined;
  }
}

function toBase64(bytes: Uint8Array): string {
  let characters = '';
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}
