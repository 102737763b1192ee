import { candidateFinder } from '../../functions/events/app/candidates.ts';
import { eventOf, rulesOf } from './population.ts';
import { modelledRows } from './modelled-rows.ts';
import { randomOf } from './random.ts';

/** What the evaluator may keep. */
const keptBytes = 128 * 1024 * 1024;

export interface IndexFigures {
  readonly alarms: number;
  readonly candidates: number;
  readonly mostCandidates: number;
  readonly hits: number;
  /** Events of a thousand that no alarm hits. */
  readonly unhit: number;
  /**
   * Read units an event by containers that begin with nothing, of one that has seen as many events before, and
   * with a change of an alarm every ten events.
   */
  readonly units: {
    readonly one: number;
    readonly warm: number;
    readonly sixteen: number;
    readonly changing: number;
  };
  readonly unitsBefore: number;
  /** Queries an event in one container. */
  readonly queries: number;
  readonly microseconds: number;
  readonly coldMilliseconds: number;
}

/** The real index over a generated project, asked for generated events. */
export async function indexFigures(
  alarms: number,
  { events, seed }: { readonly events: number; readonly seed: number },
): Promise<IndexFigures> {
  const rules = rulesOf(alarms, randomOf(seed));
  const read = async (containers: number, everyEdit?: number, count = events) => {
    const random = randomOf(seed + 1);
    const model = modelledRows(rules);
    const finders = Array.from({ length: containers }, () =>
      candidateFinder(model.rows, keptBytes),
    );
    let [found, most, hits, unhit, spent] = [0, 0, 0, 0, 0];
    const began = performance.now();
    for (let number = 0; number < count; number += 1) {
      if (everyEdit !== undefined && number % everyEdit === 0) model.edit(random);
      const event = eventOf(alarms, random);
      const finder = finders[random.below(containers)];
      const asked = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- one event after the other
      const { alarms: candidates } = (await finder?.(event)) ?? { alarms: [] };
      const hit = candidates.filter(({ matches }) => matches(event)).length;
      spent += performance.now() - asked;
      found += candidates.length;
      most = Math.max(most, candidates.length);
      hits += hit;
      unhit += hit === 0 ? 1 : 0;
    }
    const { units, queries } = model.counted;
    return {
      model,
      found,
      most,
      hits,
      unhit,
      spent,
      units,
      queries,
      elapsed: performance.now() - began,
    };
  };
  const one = await read(1);
  const both = await read(1, undefined, 2 * events);
  const sixteen = await read(16);
  const changing = await read(16, 10);
  const cold = await coldMilliseconds(alarms, rules, seed);
  const each = (sum: number): number => sum / events;
  return {
    alarms,
    candidates: each(one.found),
    mostCandidates: one.most,
    hits: each(one.hits),
    unhit: each(one.unhit) * 1000,
    units: {
      one: each(one.units),
      warm: each(both.units - one.units),
      sixteen: each(sixteen.units),
      changing: each(changing.units),
    },
    unitsBefore: one.model.unitsBefore,
    queries: each(one.queries),
    microseconds: each(one.spent) * 1000,
    coldMilliseconds: cold,
  };
}

/** How long this machine computes for the first event of a container, without the wait for DynamoDB. */
async function coldMilliseconds(
  alarms: number,
  rules: ReturnType<typeof rulesOf>,
  seed: number,
): Promise<number> {
  const find = candidateFinder(modelledRows(rules).rows, keptBytes);
  const event = eventOf(alarms, randomOf(seed + 2));
  const began = performance.now();
  await find(event);
  return performance.now() - began;
}
