import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * Columns in one file: the length of the directory, the directory as JSON (name, offset and length of each
 * column), and the columns, each compressed for itself, so that reading one does not expand the others.
 */
export function segmentFile(columns: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const blocks = [...columns.values()].map((column) => deflateRawSync(column));
  let offset = 0;
  const directory = [...columns.keys()].map((name, i) => {
    const length = blocks[i]?.length ?? 0;
    const entry = [name, offset, length] as const;
    offset += length;
    return entry;
  });
  const head = Buffer.from(JSON.stringify(directory));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, ...blocks]);
}

export function columnsIn(
  file: Uint8Array,
  names: readonly string[] | 'all',
): ReadonlyMap<string, Uint8Array> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const begin = 4 + bytes.readUInt32BE();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `segmentFile` wrote it
  const directory = JSON.parse(bytes.subarray(4, begin).toString()) as readonly (readonly [
    string,
    number,
    number,
  ])[];
  const wanted = names === 'all' ? undefined : new Set(names);
  return new Map(
    directory.flatMap(([name, offset, length]) =>
      wanted === undefined || wanted.has(name)
        ? [[name, inflateRawSync(bytes.subarray(begin + offset, begin + offset + length))]]
        : [],
    ),
  );
}
