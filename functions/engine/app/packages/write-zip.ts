import type { Member } from '../../core/packages/zip-directory.ts';

/** Version 2.0 of the format, which has folders and deflated files. */
const version = 20;
const unix = 3;
const utf8Names = 0x800;

/** A zip of these members. Their data stay packed as they are, and nothing else is copied from the sent zip. */
export function writeZip(members: readonly Member[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const fields = fieldsOf(member, name.byteLength);
    parts.push(Buffer.from('PK\u0003\u0004'), fields, name, member.packed);
    directory.push(entryOf(member, fields, at), name);
    at += 4 + fields.byteLength + name.byteLength + member.packed.byteLength;
  }
  const directoryBytes = directory.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** What a member's local header and its directory entry have in common, up to the length of extra fields. */
function fieldsOf({ method, modified, checksum, packed, unpacked }: Member, nameBytes: number) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(utf8Names, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(modified, 6);
  fields.writeUInt32LE(checksum, 10);
  fields.writeUInt32LE(packed.byteLength, 14);
  fields.writeUInt32LE(unpacked, 18);
  fields.writeUInt16LE(nameBytes, 22);
  return fields;
}

/** A directory entry, but for its name. A member without a mode gets that of a readable file or folder. */
function entryOf({ mode, name }: Member, fields: Uint8Array, at: number): Uint8Array {
  const isFolder = name.endsWith('/');
  const entry = Buffer.alloc(46);
  entry.write('PK\u0001\u0002');
  entry.writeUInt16LE((unix << 8) | version, 4);
  entry.set(fields, 6);
  entry.writeUInt16LE(mode || (isFolder ? 0o040755 : 0o100644), 40);
  if (isFolder) entry[38] = 0x10;
  entry.writeUInt32LE(at, 42);
  return entry;
}
