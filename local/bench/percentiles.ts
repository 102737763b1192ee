/** The value below which `percent` of the samples lie (nearest rank). */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** `p50 41 ms  p95 63 ms  p99 80 ms`. */
export const summary = (milliseconds: readonly number[]): string =>
  [50, 95, 99]
    .map((percent) => `p${percent} ${percentile(milliseconds, percent).toFixed(0)} ms`)
    .join('  ');
