import { createInflateRaw } from 'node:zlib';
import { Fault } from '../../core/fault.ts';
import type { Member } from '../../core/zip.ts';

const stored = 0;
const deflated = 8;

/**
 * Refuses a package whose members hold anything but what its directory says: a zip may claim to hold
 * little and unpack to gigabytes. No member is unpacked further than it may be.
 */
export async function checkContents(members: readonly Member[]): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one member in memory at a time
  for (const member of members)
    if (!(await holdsWhatItSays(member)))
      throw new Fault('invalid', 'Package is not a valid ZIP package.');
}

async function holdsWhatItSays({ method, packed, unpacked }: Member): Promise<boolean> {
  if (!packed) return false;
  if (method === stored) return packed.byteLength === unpacked;
  return method === deflated && (await inflatesTo(packed, unpacked));
}

async function inflatesTo(packed: Uint8Array, expected: number): Promise<boolean> {
  const inflating = createInflateRaw();
  inflating.end(packed);
  let size = 0;
  try {
    for await (const chunk of inflating) {
      size += Buffer.isBuffer(chunk) ? chunk.byteLength : 0;
      if (size > expected) return false;
    }
  } catch {
    return false; // no deflated data
  }
  return size === expected;
}
