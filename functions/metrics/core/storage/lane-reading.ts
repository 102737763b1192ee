import { millisecondsOf } from '../../../platform/core/instant.ts';
import { instantIn } from '../../../platform/core/ordered-id.ts';
import {
  accept,
  type Accepted,
  type Archive,
  type Arrival,
  emptyArchive,
  type Keeping,
} from '../aggregation/archive.ts';
import { frameParts } from './frame.ts';

/** Windows of a granularity in one segment, as in Gnocchi. */
export const segmentWindows = 3600;

/** Measures of a lane by place, in the order of arrival. */
export function arrivalsIn(
  frames: readonly { readonly id: string; readonly bytes: Uint8Array }[],
): ReadonlyMap<number, readonly Arrival[]> {
  const arrivals = new Map<number, Arrival[]>();
  for (const { id, bytes } of frames) {
    const at = millisecondsOf(instantIn(id) ?? '') * 1000;
    for (const { place, points } of frameParts(bytes)) {
      const earlier = arrivals.get(place);
      if (earlier) earlier.push({ at, points });
      else arrivals.set(place, [{ at, points }]);
    }
  }
  return arrivals;
}

/** The archive of a metric with what has arrived since. */
export const broughtUpToDate = (
  archive: Archive | undefined,
  arrivals: readonly Arrival[] | undefined,
  keeping: Keeping,
): Accepted => accept(archive ?? emptyArchive, arrivals ?? [], keeping);
