import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { millisecondsOf, type Instant } from '../core/instant.ts';
import type { Ids } from '../ports.ts';

/** Derived ids begin with SHA-256 over the parts. All ids have the form of a UUID, which the clients check. */
export const nodeIds: Ids = {
  random: () => randomUUID(),
  derived: (...parts) => uuid(digest(parts), 4),
  ordered: (at) => uuid(beginning(at, randomBytes(16)), 7),
  derivedAt: (at, ...parts) => uuid(beginning(at, digest(parts)), 8),
};

const digest = (parts: readonly string[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);

/** Puts the milliseconds since 1970 into the first 48 bits, as in a UUIDv7 (RFC 9562). */
function beginning(at: Instant, bytes: Buffer): Buffer {
  bytes.writeUIntBE(millisecondsOf(at), 0, 6);
  return bytes;
}

function uuid(bytes: Buffer, version: number): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
