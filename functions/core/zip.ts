import { Fault } from './fault.ts';

/** The record that ends a zip, without the comment that may follow it. */
const endBytes = 22;
const endSignature = 0x06054b50;
const memberSignature = 0x02014b50;
const memberBytes = 46;
const headerSignature = 0x04034b50;
const headerBytes = 30;
/** The longest comment a zip may end with. */
const commentBytes = 0xffff;
/** What Lambda unpacks at most, layers included. */
const maximumUnpackedBytes = 250 * 1024 * 1024;

/** The type of a file in its Unix mode, and the type of a symbolic link. */
const typeMask = 0o170000;
const symbolicLink = 0o120000;

/** Taibai's own modules, which run in front of the user's: a module of the same name would hide one. */
const ownModule = /^taibai_runtime(\/|\.|$)/;

/**
 * Refuses a package that Lambda could not unpack into a folder of its own: no zip, nothing in it, too
 * much in it, a member that would climb out or leads somewhere else. Reads the zip's directory alone;
 * what the members really hold is `package-contents.ts`'s to look at.
 */
export function checkPackage(bytes: Uint8Array): readonly Member[] {
  const members = directory(bytes);
  if (!members) throw new Fault('invalid', 'Package is not a valid ZIP package.');
  if (!members.some(({ name }) => !name.endsWith('/')))
    throw new Fault('invalid', 'Package holds no file.');
  const outside = members.find(({ name }) => leavesItsFolder(name));
  if (outside)
    throw new Fault('invalid', `Package holds a file outside of itself: ${outside.name}`);
  const link = members.find(({ mode }) => (mode & typeMask) === symbolicLink);
  if (link) throw new Fault('invalid', `Package holds a symbolic link: ${link.name}`);
  const shadow = members.find(({ name }) => ownModule.test(name.replaceAll(/(^|\/)\.\//g, '$1')));
  if (shadow)
    throw new Fault('invalid', `Package holds a module by a name of Taibai's own: ${shadow.name}`);
  if (members.reduce((sum, { unpacked }) => sum + unpacked, 0) > maximumUnpackedBytes)
    throw new Fault('invalid', `Package is larger than ${maximumUnpackedBytes} bytes unpacked.`);
  return members;
}

/** A file or folder in a zip, as its directory has it. */
export interface Member {
  readonly name: string;
  /** Bytes it claims to hold. */
  readonly unpacked: number;
  readonly method: number;
  /** Its Unix mode, where it was packed on one. */
  readonly mode: number;
  /** The bytes it is packed into; undefined where they lie outside of the zip. */
  readonly packed: Uint8Array | undefined;
}

const leavesItsFolder = (name: string): boolean =>
  /^[\\/]|^[a-z]:/i.test(name) || name.split(/[\\/]/).includes('..');

/** The members a zip's central directory names; undefined if it is no zip. */
function directory(bytes: Uint8Array): readonly Member[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return undefined;
  const members: Member[] = [];
  // Bytes put before the archive shift it: its directory ends where the end record begins.
  let at = end - view.getUint32(end + 12, true);
  const shift = at - view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at < 0 || at + memberBytes > end || view.getUint32(at, true) !== memberSignature)
      return undefined;
    const nameEnd = at + memberBytes + view.getUint16(at + 28, true);
    if (nameEnd > end) return undefined;
    members.push({
      name: textOf(bytes.subarray(at + memberBytes, nameEnd)),
      unpacked: view.getUint32(at + 24, true),
      method: view.getUint16(at + 10, true),
      mode: view.getUint32(at + 38, true) >>> 16,
      packed: packedBytes(bytes, view, {
        header: shift + view.getUint32(at + 42, true),
        length: view.getUint32(at + 20, true),
      }),
    });
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

/** What follows a member's own header, which repeats its name and may have another extra field. */
function packedBytes(
  bytes: Uint8Array,
  view: DataView,
  { header, length }: { readonly header: number; readonly length: number },
): Uint8Array | undefined {
  if (header < 0 || header + headerBytes > view.byteLength) return undefined;
  if (view.getUint32(header, true) !== headerSignature) return undefined;
  const names = view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  const from = header + headerBytes + names;
  return from + length > view.byteLength ? undefined : bytes.subarray(from, from + length);
}

function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= Math.max(0, last - commentBytes); at -= 1)
    if (view.getUint32(at, true) === endSignature) return at;
  return undefined;
}

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
