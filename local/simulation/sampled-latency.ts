import type { Latency } from './published.ts';
import { normal, type Random } from './random.ts';

/** The standard normal deviate that 99 % are below. */
const atP99 = 2.326;

/** A log-normal latency with this median and 99th percentile. */
export function sampler({ p50, p99 }: Latency, random: Random): () => number {
  const spread = Math.log(p99 / p50) / atP99;
  return () => p50 * Math.exp(spread * normal(random));
}
