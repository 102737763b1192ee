import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

/** A processing chain from an event to its effect that can be measured. */
export interface Chain {
  readonly name: string;
  /** Prepares what the chain shares with others; before it is measured. */
  begin?(): Promise<void>;
  /** Sends up to ten events at once; resolves when they are accepted. */
  send(eventIds: readonly string[]): Promise<void>;
  /** Whether nothing is being processed. Must be cheap, so that polling does not disturb the measurement. */
  idle(): Promise<boolean>;
  /** When each event's effect was complete, in milliseconds since 1970, by event id. */
  finished(): Promise<ReadonlyMap<string, number>>;
}

const now = () => performance.timeOrigin + performance.now();

/** Sends events one at a time, each after the previous one has finished. Returns milliseconds from accepted to finished. */
export async function oneAtATime(chain: Chain, count: number): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const id = randomUUID();
    // oxlint-disable-next-line no-await-in-loop -- one at a time is what is measured
    await chain.send([id]);
    const accepted = now();
    // oxlint-disable-next-line no-await-in-loop -- see above
    const done = await waitFor(chain, [id]);
    samples.push(Math.max(0, done - accepted));
  }
  return samples;
}

/** As many as PutEvents accepts in one call. */
const batchSize = 10;

/** Sends `count` events as fast as they are accepted. Returns events per second, from the first send to the last effect. */
export async function burst(chain: Chain, count: number, lanes = 4): Promise<number> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const batches = Array.from({ length: Math.ceil(count / batchSize) }, (_, index) =>
    ids.slice(index * batchSize, (index + 1) * batchSize),
  );
  const queue = batches.values();
  const began = now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      // oxlint-disable-next-line no-await-in-loop -- each lane sends one batch at a time
      for (const batch of queue) await chain.send(batch);
    }),
  );
  const last = await waitFor(chain, ids);
  return count / ((last - began) / 1000);
}

async function waitFor(chain: Chain, ids: readonly string[]): Promise<number> {
  const deadline = now() + 120_000;
  while (now() < deadline) {
    // oxlint-disable-next-line no-await-in-loop -- polling
    await setTimeout(ids.length > 1 ? 250 : 25);
    // oxlint-disable-next-line no-await-in-loop -- polling
    if (!(await chain.idle())) continue;
    // oxlint-disable-next-line no-await-in-loop -- polling
    const finished = await chain.finished();
    const times = ids.map((id) => finished.get(id));
    if (times.every((time) => time !== undefined)) return Math.max(...times);
  }
  throw new Error(`${chain.name}: not every event had finished after two minutes`);
}
