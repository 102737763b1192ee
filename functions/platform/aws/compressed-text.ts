import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRaw, inflateRawSync } from 'node:zlib';
import type { Row } from './dynamo.ts';

/**
 * A text of up to this many bytes stays in the row it belongs to. A longer one is an item of its own, so that
 * an update of the row does not pay for it again, and lists do not read it.
 */
const inRowBytes = 160;

export const fitsInRow = (text: string): boolean => Buffer.byteLength(text) <= inRowBytes;

/**
 * Texts of up to this length are compressed in this thread, which takes a fraction of a millisecond. Handing them
 * to another thread takes three times as much of a processor.
 */
const smallLength = 16 * 1024;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** The attribute of an item that holds a text compressed: most are JSON, and take half the space. */
export const compressedText = async (text: string): Promise<Row> => ({
  compressed: text.length <= smallLength ? deflateRawSync(text) : await deflate(text),
});

export async function textIn({ compressed }: Row): Promise<string> {
  if (!(compressed instanceof Uint8Array)) throw new Error('a text is not compressed');
  const small = compressed.byteLength <= smallLength;
  return (small ? inflateRawSync(compressed) : await inflate(compressed)).toString();
}
