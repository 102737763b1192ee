import type { Point } from '../aggregation/point.ts';
import { type ByteReader, type ByteWriter, byteReader, byteWriter } from './bytes.ts';

/** Measures of one metric of a lane, in the order in which they were sent. */
export interface FramePart {
  /** The metric's place in its lane. */
  readonly place: number;
  readonly points: readonly Point[];
}

const version = 1;

/**
 * The measures of a lane that one request brought, as bytes: a sample of a batch takes about twelve, so that 50 of
 * them fit into the kilobyte that is the unit of a write. Times are microseconds, each as its distance from the
 * one before.
 */
export function frameBytes(parts: readonly FramePart[]): Uint8Array<ArrayBuffer> {
  const writer = byteWriter();
  writer.unsigned(version);
  writer.unsigned(parts.length);
  let time = 0;
  for (const { place, points } of parts) {
    writer.unsigned(place);
    time = writePoints(writer, points, time);
  }
  return writer.bytes();
}

export function frameParts(bytes: Uint8Array): readonly FramePart[] {
  const reader = byteReader(bytes);
  requireVersion(reader.unsigned());
  const count = reader.unsigned();
  let time = 0;
  return Array.from({ length: count }, () => {
    const place = reader.unsigned();
    const points = readPoints(reader, time);
    time = points.at(-1)?.time ?? time;
    return { place, points };
  });
}

/** Writes a series, and returns the time from which the next one counts. */
export function writePoints(writer: ByteWriter, points: readonly Point[], from = 0): number {
  writer.unsigned(points.length);
  let before = from;
  for (const { time, value } of points) {
    writer.signed(time - before);
    writer.float(value);
    before = time;
  }
  return before;
}

export function readPoints(reader: ByteReader, from = 0): readonly Point[] {
  const count = reader.unsigned();
  let before = from;
  return Array.from({ length: count }, () => {
    const time = before + reader.signed();
    before = time;
    return { time, value: reader.float() };
  });
}

export function requireVersion(found: number): void {
  if (found !== version) throw new Error(`measures are stored in version ${found}`);
}
