import { burst, type Chain, oneAtATime } from './chain.ts';
import { percentile, summary } from './percentiles.ts';
import { perEvent, processorTime } from './processor-time.ts';

export interface Figures {
  readonly chain: Chain;
  readonly singles: readonly number[];
  /** Events per second of each burst. */
  readonly bursts: readonly number[];
}

export interface Load {
  readonly warmUp: number;
  readonly singles: number;
  readonly burst: number;
  readonly rounds: number;
  /** The folder of the stack whose processor time is printed for the last burst of each chain. */
  readonly folder?: string;
}

/**
 * Measures chains and prints the results. The chains alternate, so that other load on the machine affects
 * them equally.
 */
export async function measure(chains: readonly Chain[], load: Load): Promise<readonly Figures[]> {
  const figures: Figures[] = [];
  for (const chain of chains) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time is what is measured
    await chain.begin?.();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await burst(chain, load.warmUp);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const singles = await oneAtATime(chain, load.singles);
    console.log(
      `${chain.name}: accepted → finished, ${load.singles} one at a time: ${summary(singles)}`,
    );
    figures.push({ chain, singles, bursts: [] });
  }
  for (let round = 0; round < load.rounds; round += 1)
    for (const [index, before] of figures.entries()) {
      const last = round === load.rounds - 1;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await before.chain.begin?.();
      const began = last && load.folder !== undefined ? processorTime(load.folder) : undefined;
      // oxlint-disable-next-line no-await-in-loop -- as above
      const perSecond = await burst(before.chain, load.burst);
      figures[index] = { ...before, bursts: [...before.bursts, perSecond] };
      console.log(
        `${before.chain.name}: burst of ${load.burst}, first sent → last finished: ${perSecond.toFixed(0)} events/s`,
      );
      if (began && load.folder !== undefined) {
        const used = perEvent(began, processorTime(load.folder), load.burst);
        console.log(`${before.chain.name}: processor time of an event ${used}`);
      }
    }
  return figures;
}

/** Prints how Taibai compares with the floor. */
export function compare(taibai: Figures, floor: Figures): void {
  const latency = percentile(taibai.singles, 50) / percentile(floor.singles, 50);
  const throughput = percentile(floor.bursts, 50) / percentile(taibai.bursts, 50);
  console.log(
    `Taibai / floor, medians: latency ${latency.toFixed(2)}, throughput ${throughput.toFixed(2)} (goal: 1.5)`,
  );
}
