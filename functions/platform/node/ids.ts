import { createHash, randomUUID } from 'node:crypto';
import type { Ids } from '../ports.ts';

/** A derived id is the first 128 bits of SHA-256 over the parts, in the form of a UUIDv4, which the clients check. */
export const nodeIds: Ids = {
  random: () => randomUUID(),
  derived(...parts) {
    const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      hex.slice(12, 16),
      hex.slice(16, 20),
      hex.slice(20),
    ].join('-');
  },
};
