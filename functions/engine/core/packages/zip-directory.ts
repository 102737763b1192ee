/** The size of the end record, without the comment that may follow it. */
const endBytes = 22;
const endSignature = 0x06054b50;
const memberSignature = 0x02014b50;
const memberBytes = 46;
const headerSignature = 0x04034b50;
const headerBytes = 30;
/** The longest comment that a zip may end with. */
const commentBytes = 0xffff;
/** Flags of a member: encrypted in one way or another; its sizes follow its data. */
const encrypted = 0x2041;
const sizesFollow = 0x8;
const utf8Name = 0x800;
/** The value of a size that is in another field. */
const elsewhere = 0xffffffff;

/** A file or folder of a package. */
export interface Member {
  /** Its path; that of a folder ends in a slash. */
  readonly name: string;
  /** Its unpacked bytes, as declared. */
  readonly unpacked: number;
  /** The CRC-32 of the unpacked bytes, as declared. */
  readonly checksum: number;
  readonly method: number;
  /** Its Unix mode; 0 if it was not packed on Unix. */
  readonly mode: number;
  /** When it was changed, in MS-DOS's form. */
  readonly modified: number;
  /** Its packed bytes. */
  readonly packed: Uint8Array;
}

/** A member as the central directory of a zip describes it. */
export interface SentMember extends Omit<Member, 'name'> {
  readonly rawName: Uint8Array;
  /** Whether the name is said to be UTF-8. */
  readonly saysUtf8: boolean;
  /** The system that it was packed on, by its number in the zip format. */
  readonly system: number;
}

/**
 * The members in a zip's central directory. Undefined if the bytes are not a zip, or if two readers could
 * read them differently: some readers use the directory, others the local headers; some use the number of
 * entries, others their bytes. ZIP64 archives are rejected.
 */
export function readDirectory(bytes: Uint8Array): readonly SentMember[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return undefined;
  const found: (SentMember & Span)[] = [];
  // Bytes before the archive shift all offsets. The directory ends where the end record begins.
  let at = end - view.getUint32(end + 12, true);
  const shift = at - view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at < 0 || at + memberBytes > end || view.getUint32(at, true) !== memberSignature)
      return undefined;
    const nameEnd = at + memberBytes + view.getUint16(at + 28, true);
    if (nameEnd > end) return undefined;
    const member = memberAt({ bytes, view, at, nameEnd, shift });
    if (!member) return undefined;
    found.push(member);
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return at === end && areDisjoint(found) ? found : undefined;
}

/** Where a member is in the zip, from its local header to the end of its data. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly at: number;
  readonly nameEnd: number;
  readonly shift: number;
}

/** The member of a directory entry, if its local header agrees. */
function memberAt({ bytes, view, at, nameEnd, shift }: Entry): (SentMember & Span) | undefined {
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const [length, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
  const rawName = bytes.subarray(at + memberBytes, nameEnd);
  const from = shift + view.getUint32(at + 42, true);
  if (flags & encrypted || from < 0 || from + headerBytes > view.byteLength) return undefined;
  if (view.getUint32(from, true) !== headerSignature) return undefined;
  const headerEnd = from + headerBytes + view.getUint16(from + 26, true);
  const dataBegin = headerEnd + view.getUint16(from + 28, true);
  const to = dataBegin + length;
  if (to > view.byteLength) return undefined;
  const headerFlags = view.getUint16(from + 6, true);
  const headerAgrees =
    isSameName(bytes.subarray(from + headerBytes, headerEnd), rawName) &&
    view.getUint16(from + 8, true) === method &&
    !(headerFlags & encrypted) &&
    (headerFlags & sizesFollow ||
      (isSize(view.getUint32(from + 18, true), length) &&
        isSize(view.getUint32(from + 22, true), unpacked)));
  if (!headerAgrees) return undefined;
  return {
    rawName,
    saysUtf8: (flags & headerFlags & utf8Name) !== 0,
    system: view.getUint8(at + 5),
    unpacked,
    checksum: view.getUint32(at + 16, true),
    method,
    mode: view.getUint32(at + 38, true) >>> 16,
    modified: view.getUint32(at + 12, true),
    packed: bytes.subarray(dataBegin, to),
    from,
    to,
  };
}

const isSize = (said: number, size: number): boolean => said === size || said === elsewhere;

/** Whether no members overlap. Overlapping members let a small zip unpack to a huge size. */
function areDisjoint(spans: readonly Span[]): boolean {
  const sorted = spans.toSorted((one, other) => one.from - other.from);
  return sorted.every(({ from }, index) => from >= (sorted[index - 1]?.to ?? 0));
}

/** The end record whose comment ends where the zip ends; undefined unless there is exactly one. */
function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - endBytes;
  const found: number[] = [];
  for (let at = last; at >= Math.max(0, last - commentBytes); at -= 1)
    if (view.getUint32(at, true) === endSignature && view.getUint16(at + 20, true) === last - at)
      found.push(at);
  const [end, another] = found;
  if (end === undefined || another !== undefined) return undefined;
  const diskNumbers = view.getUint32(end + 4, true);
  const onOneDisk = view.getUint16(end + 8, true) === view.getUint16(end + 10, true);
  return diskNumbers === 0 && onOneDisk ? end : undefined;
}

const isSameName = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
