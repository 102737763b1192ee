/** How long to wait before the next poll, in milliseconds: 2 s while something happens, up to 10 s after a quiet spell. */
export const nextPace = (pace: number, somethingCame: boolean): number =>
  somethingCame ? 2_000 : Math.min(pace * 1.5, 10_000);
