const firstMilliseconds = 250;
const maximumMilliseconds = 30_000;

/** The wait after a number of failures: doubled each time, up to half a minute; `chance` in [0, 1) adds jitter. */
export const backoffMilliseconds = (failures: number, chance: number): number =>
  Math.min(maximumMilliseconds, firstMilliseconds * 2 ** (failures - 1)) * (0.5 + chance / 2);
