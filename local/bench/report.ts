import { burst, type Chain, oneAtATime } from './chain.ts';
import { percentile, summary } from './percentiles.ts';

export interface Figures {
  readonly singles: readonly number[];
  readonly perSecond: number;
}

export interface Load {
  readonly warmUp: number;
  readonly singles: number;
  readonly burst: number;
}

/** Measures one way from an event to its effect, and prints what it found. */
export async function measure(chain: Chain, load: Load): Promise<Figures> {
  await burst(chain, load.warmUp);
  const singles = await oneAtATime(chain, load.singles);
  console.log(`${chain.name}: accepted → done, ${load.singles} one at a time: ${summary(singles)}`);
  const perSecond = await burst(chain, load.burst);
  console.log(
    `${chain.name}: burst of ${load.burst} until the last is done: ${perSecond.toFixed(0)} events/s`,
  );
  return { singles, perSecond };
}

/** How far Taibai is from the least that its services take here. */
export function compare(taibai: Figures, floor: Figures): void {
  const latency = percentile(taibai.singles, 50) / percentile(floor.singles, 50);
  const throughput = floor.perSecond / taibai.perSecond;
  console.log(
    `Taibai / floor: latency p50 ${latency.toFixed(2)}, throughput ${throughput.toFixed(2)} (aim: 1.5)`,
  );
}
