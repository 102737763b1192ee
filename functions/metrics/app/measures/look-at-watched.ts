import type { SeriesPoints } from './store-measures.ts';

/** Asks for a look at each alarm that watches one of these metrics. */
export async function lookAtWatched(
  _ports: unknown,
  _measured: readonly SeriesPoints[],
): Promise<void> {}
