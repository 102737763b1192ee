import { Fault } from './fault.ts';

/** The record that ends a zip, without the comment that may follow it. */
const endBytes = 22;
const endSignature = 0x06054b50;
const memberSignature = 0x02014b50;
const memberBytes = 46;
/** The longest comment a zip may end with. */
const commentBytes = 0xffff;
/** What Lambda unpacks at most, layers included. */
const maximumUnpackedBytes = 250 * 1024 * 1024;

/**
 * Refuses a package that Lambda could not unpack into a folder of its own: no zip, nothing in it, too
 * much in it, a member that would climb out. Reads the zip's directory alone, not the members.
 */
export function checkPackage(bytes: Uint8Array): void {
  const members = directory(bytes);
  if (!members) throw new Fault('invalid', 'Package is not a valid ZIP package.');
  if (!members.some(({ name }) => !name.endsWith('/')))
    throw new Fault('invalid', 'Package holds no file.');
  const outside = members.find(({ name }) => leavesItsFolder(name));
  if (outside)
    throw new Fault('invalid', `Package holds a file outside of itself: ${outside.name}`);
  if (members.reduce((sum, { unpacked }) => sum + unpacked, 0) > maximumUnpackedBytes)
    throw new Fault('invalid', `Package is larger than ${maximumUnpackedBytes} bytes unpacked.`);
}

interface Member {
  readonly name: string;
  readonly unpacked: number;
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
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at < 0 || at + memberBytes > end || view.getUint32(at, true) !== memberSignature)
      return undefined;
    const nameEnd = at + memberBytes + view.getUint16(at + 28, true);
    if (nameEnd > end) return undefined;
    members.push({
      name: textOf(bytes.subarray(at + memberBytes, nameEnd)),
      unpacked: view.getUint32(at + 24, true),
    });
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= Math.max(0, last - commentBytes); at -= 1)
    if (view.getUint32(at, true) === endSignature) return at;
  return undefined;
}

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
