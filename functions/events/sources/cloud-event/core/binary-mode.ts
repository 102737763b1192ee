import type { CloudEvent } from './cloud-event.ts';
import { readData } from './event-data.ts';

/** A CloudEvent in binary content mode: the headers hold its attributes, and the body is its data. */
export interface BinaryMessage {
  /** In lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

const prefix = 'ce-';

/**
 * The CloudEvent in the JSON format, or a text that says what is wrong with it. The header of the HTTP
 * binding for `datacontenttype` is `Content-Type`; early SDKs also send it as an attribute.
 */
export function cloudEventOf({ headers, body }: BinaryMessage): CloudEvent | string {
  const attributes = new Map<string, string>();
  for (const [header, value] of headers) {
    const name = header.startsWith(prefix) ? header.slice(prefix.length) : 'datacontenttype';
    if (name === 'datacontenttype') continue;
    if (name === 'data' || name === 'data_base64') return `A CloudEvent has no attribute ${name}.`;
    const text = headerText(value);
    if (text === undefined) return `The header ce-${name} is not percent-encoded UTF-8.`;
    attributes.set(name, text);
  }
  const type = headers.get('content-type');
  const data = body.length > 0 ? readData(body, type) : type ? { datacontenttype: type } : {};
  return typeof data === 'string' ? data : { ...Object.fromEntries(attributes), ...data };
}

/**
 * Removes quotes, then percent-decodes once (HTTP protocol binding 1.0.2, 3.1.3.2). SDKs that do not
 * encode send a bare `%`, which stays. Undefined for what decodes to no UTF-8.
 */
function headerText(value: string): string | undefined {
  const bare = /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
  try {
    return bare.replace(/(?:%[0-9a-f]{2})+/gi, decodeURIComponent);
  } catch {
    return undefined;
  }
}
