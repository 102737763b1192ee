import { type Json, loads } from '../../../../platform/core/python-json.ts';
import { isShallow } from '../../../../platform/core/nesting.ts';
import type { CloudEvent } from './cloud-event.ts';

/** A CloudEvent in binary content mode: the headers hold its attributes, and the body is its data. */
export interface BinaryMessage {
  /** In lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

const prefix = 'ce-';

/** The CloudEvent in the JSON format, or a text that says what is wrong with its data. */
export function cloudEventOf({ headers, body }: BinaryMessage): CloudEvent | string {
  const attributes = Object.fromEntries(
    [...headers].flatMap(([name, value]) =>
      name.startsWith(prefix) && !name.startsWith('ce-data')
        ? [[name.slice(prefix.length), headerText(value)]]
        : [],
    ),
  );
  const type = headers.get('content-type');
  const cloudEvent = { ...attributes, ...(type !== undefined && { datacontenttype: type }) };
  if (body.length === 0) return cloudEvent;
  if (isJson(type ?? '')) {
    const data = parsed(new TextDecoder().decode(body));
    return data === undefined
      ? 'The data of the CloudEvent is not valid JSON.'
      : { ...cloudEvent, data };
  }
  return isTextType(type ?? '')
    ? { ...cloudEvent, data: new TextDecoder().decode(body) }
    : { ...cloudEvent, data_base64: base64(body) };
}

const isJson = (type: string): boolean => /^[^;]*[/+]json\s*(;|$)/i.test(type);
const isTextType = (type: string): boolean => /^\s*text\//i.test(type);

function parsed(text: string): Json | undefined {
  if (!isShallow(text)) return undefined;
  try {
    return loads(text);
  } catch {
    return undefined;
  }
}

/** Removes quotes, then percent-decodes once. What is not encoded correctly stays as it is. */
function headerText(value: string): string {
  const bare = /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
  return bare.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
