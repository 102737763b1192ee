import { nextTick } from '../../../../functions/engine/core/jobs/cron-pattern.ts';
import { instantOf } from '../../../../functions/platform/core/instant.ts';

/** The next runs after an instant, in milliseconds; none if the pattern is not valid. */
export function nextRuns(pattern: string, from: number, count: number): readonly number[] {
  const runs: number[] = [];
  try {
    for (let at = from; runs.length < count; ) {
      at = Date.parse(nextTick(pattern, instantOf(at)));
      runs.push(at);
    }
  } catch {
    return runs;
  }
  return runs;
}
