import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw } from 'node:zlib';
import { Fault } from '../../platform/core/fault.ts';

/** The API's limit for uncompressed bodies: a small body must not unpack to a larger one. */
const maximumBytes = 10 * 1024 * 1024;

/** The body, decompressed. */
export async function unpacked(
  body: Uint8Array,
  encoding: string | undefined,
): Promise<Uint8Array> {
  const coding = encoding?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || coding === '') return body;
  if (coding === 'gzip' || coding === 'x-gzip') return unpack(promisify(gunzip), body);
  // "deflate" means the zlib format, but some senders omit its header.
  if (coding === 'deflate')
    return unpack(promisify(hasZlibHeader(body) ? inflate : inflateRaw), body);
  throw new Fault('invalid', 'The Content-Encoding is neither gzip nor deflate.');
}

const hasZlibHeader = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;

async function unpack(
  work: (body: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Uint8Array>,
  body: Uint8Array,
): Promise<Uint8Array> {
  try {
    return await work(body, { maxOutputLength: maximumBytes });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE')
      throw new Fault('too-large', `The body is larger than ${maximumBytes} bytes unpacked.`, {
        cause,
      });
    throw new Fault('invalid', 'The body is not compressed as its Content-Encoding says.', {
      cause,
    });
  }
}
