/** How long a tab that is opened, or seen again, waits before its second poll, in milliseconds. */
export const firstPace = 2_000;

/**
 * How long to wait before the next poll, in milliseconds: 3.5 s while something happens, up to 10 s after a quiet
 * spell. The log stores an event within 1.5 s, so that it is in the stream within 5 and 12 s. A tab is open all
 * day, and a poll costs money (`test/console/aws/tab-cost.emulator.test.ts`).
 */
export const nextPace = (pace: number, somethingCame: boolean): number =>
  somethingCame ? 3_500 : Math.min(pace * 1.5, 10_000);
