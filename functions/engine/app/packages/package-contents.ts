import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { Fault } from '../../../platform/core/fault.ts';
import type { Member } from '../../core/packages/zip-directory.ts';

const stored = 0;
const deflated = 8;
/** Members up to this size are unpacked at once, which is faster than in pieces. */
const smallBytes = 1024 * 1024;

/**
 * Refuses a package with a member whose contents differ from what the directory declares, such as a small
 * zip that unpacks to gigabytes. No member is unpacked beyond its declared size.
 */
export async function checkContents(members: readonly Member[]): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one member in memory at a time
  for (const member of members)
    if (!(await isAsDeclared(member)))
      throw new Fault('invalid', 'Package is not a valid ZIP package.');
}

async function isAsDeclared({ method, packed, unpacked, checksum }: Member): Promise<boolean> {
  if (method === stored) return packed.byteLength === unpacked && crc32(packed) === checksum;
  if (method !== deflated) return false;
  const expected = { unpacked, checksum };
  return unpacked > smallBytes ? inflatesTo(packed, expected) : inflatesAtOnceTo(packed, expected);
}

type Expected = Pick<Member, 'unpacked' | 'checksum'>;

function inflatesAtOnceTo(packed: Uint8Array, { unpacked, checksum }: Expected): boolean {
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, unpacked) });
    return bytes.byteLength === unpacked && crc32(bytes) === checksum;
  } catch {
    return false; // not deflated data, or more than declared
  }
}

async function inflatesTo(packed: Uint8Array, expected: Expected): Promise<boolean> {
  const inflating = createInflateRaw();
  inflating.end(packed);
  let [size, checksum] = [0, 0];
  try {
    for await (const chunk of inflating) {
      if (!Buffer.isBuffer(chunk)) return false;
      size += chunk.byteLength;
      if (size > expected.unpacked) return false;
      checksum = crc32(chunk, checksum);
    }
  } catch {
    return false; // not deflated data
  }
  return size === expected.unpacked && checksum === expected.checksum;
}
