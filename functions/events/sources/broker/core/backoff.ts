const firstMilliseconds = 250;
const longestMilliseconds = 30_000;

/** Milliseconds before the attempt after the `failed`-th failure: twice as long each time, up to half a minute, spread by `chance` in [0, 1). */
export const backoffMilliseconds = (failed: number, chance: number): number =>
  Math.min(longestMilliseconds, firstMilliseconds * 2 ** (failed - 1)) * (0.5 + chance / 2);
