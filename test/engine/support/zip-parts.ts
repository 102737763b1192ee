import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate';

/** A zip of small files. */
export const zipOf = (...names: readonly string[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x = 1\n')]))));

/** A zip written as a stream, where each size follows its data, and any name is allowed. */
export function streamedZip(...names: readonly string[]): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [index, name] of names.entries()) {
    const file = index % 2 === 0 ? new ZipDeflate(name) : new ZipPassThrough(name);
    zip.add(file);
    file.push(strToU8('x = 1\n'), true);
  }
  zip.end();
  return Uint8Array.from(Buffer.concat(chunks));
}

/** The signatures of the parts of a zip: local header, directory entry, end record. */
const signatures = { header: 'PK\u0003\u0004', entry: 'PK\u0001\u0002', end: 'PK\u0005\u0006' };

/** The zip with one field of two or four bytes changed, in the first or last such part. */
export function saying(
  zip: Uint8Array<ArrayBuffer>,
  part: keyof typeof signatures,
  [offset, bytes]: readonly [number, 2 | 4],
  value: number,
  which: 'first' | 'last' = 'first',
): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(zip);
  const text = Buffer.from(copy).toString('latin1');
  const at =
    which === 'first' ? text.indexOf(signatures[part]) : text.lastIndexOf(signatures[part]);
  const view = new DataView(copy.buffer);
  if (bytes === 2) view.setUint16(at + offset, value, true);
  else view.setUint32(at + offset, value, true);
  return copy;
}

/** A zip whose only member declares this many bytes, in its header and in the directory. */
export const claiming = (zip: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> =>
  saying(saying(zip, 'entry', [24, 4], bytes), 'header', [22, 4], bytes);
