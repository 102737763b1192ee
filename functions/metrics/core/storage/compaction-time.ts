import { after, type Instant, millisecondsOf } from '../../../platform/core/instant.ts';

/** A reader of a lane goes through the requests since its last compaction, so these are to be few. */
const framesWanted = 256;
const soonestSeconds = 600;
const busyLatestSeconds = 86_400;
/** A lane that nobody writes to is looked at so rarely that it costs nothing. */
const idleLatestSeconds = 7 * 86_400;

/** When a lane is compacted next, by the requests that this compaction found. */
export function nextCompaction({
  now,
  since,
  frames,
  full,
}: {
  readonly now: Instant;
  readonly since: Instant;
  readonly frames: number;
  /** Whether there may have been more. */
  readonly full: boolean;
}): Instant {
  if (full) return now;
  const elapsedSeconds = Math.max(60, (millisecondsOf(now) - millisecondsOf(since)) / 1000);
  const seconds =
    frames === 0
      ? Math.min(idleLatestSeconds, 2 * Math.max(elapsedSeconds, soonestSeconds))
      : Math.min(busyLatestSeconds, (elapsedSeconds * framesWanted) / frames);
  return after(now, Math.max(soonestSeconds, Math.round(seconds)));
}
