import type { Archive } from '../aggregation/archive.ts';
import type { Point } from '../aggregation/point.ts';
import { byteReader, byteWriter } from './bytes.ts';
import { readPoints, requireVersion, writePoints } from './frame.ts';

const version = 1;
/** Instead of a time that is not known. Times begin in 1970. */
const unknown = -1;

/** Archives of a lane's metrics by place, as bytes. */
export function tailBytes(archives: ReadonlyMap<number, Archive>): Uint8Array<ArrayBuffer> {
  const writer = byteWriter();
  writer.unsigned(version);
  writer.unsigned(archives.size);
  for (const [place, { newest, edge, before, raw }] of archives) {
    writer.unsigned(place);
    writer.signed(newest ?? unknown);
    writer.signed(Math.max(edge, unknown));
    writePoints(writer, before ? [before] : []);
    writePoints(writer, raw);
  }
  return writer.bytes();
}

export function tailArchives(bytes: Uint8Array): ReadonlyMap<number, Archive> {
  const reader = byteReader(bytes);
  requireVersion(reader.unsigned());
  const count = reader.unsigned();
  return new Map(
    Array.from({ length: count }, () => {
      const place = reader.unsigned();
      const newest = reader.signed();
      const edge = reader.signed();
      const [before] = readPoints(reader);
      const raw = readPoints(reader);
      return [
        place,
        {
          newest: newest === unknown ? undefined : newest,
          edge: edge === unknown ? Number.NEGATIVE_INFINITY : edge,
          before,
          raw,
        },
      ];
    }),
  );
}

/** Which column of a segment: the windows of a metric by a method. */
export const columnName = (place: number, method: string): string => `${place} ${method}`;

/** A column, as bytes: windows are counted in their granularity. */
export function columnBytes(
  points: readonly Point[],
  granularity: number,
): Uint8Array<ArrayBuffer> {
  const writer = byteWriter();
  writer.unsigned(version);
  writePoints(
    writer,
    points.map(({ time, value }) => ({ time: Math.round(time / granularity), value })),
  );
  return writer.bytes();
}

export function columnPoints(bytes: Uint8Array, granularity: number): readonly Point[] {
  const reader = byteReader(bytes);
  requireVersion(reader.unsigned());
  return readPoints(reader).map(({ time, value }) => ({ time: time * granularity, value }));
}
