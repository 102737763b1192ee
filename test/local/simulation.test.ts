import { describe, expect, test } from 'vitest';
import { flowOf } from '../../local/simulation/flow.ts';
import { indexFigures } from '../../local/simulation/index-figures.ts';
import { serve } from '../../local/simulation/queue.ts';
import { randomOf } from '../../local/simulation/random.ts';
import { ruleCallsOf } from '../../local/simulation/rule-calls.ts';
import { anHour } from '../../local/simulation/scenario.ts';
import { simulate } from '../../local/simulation/simulate.ts';

const small = {
  ...anHour,
  projects: 50,
  alarms: 1000,
  eventsPerSecond: 50,
  seconds: 120,
  burst: { from: 60, seconds: 10, factor: 2 },
  outage: { from: 90, seconds: 10 },
  sample: { projects: 10, events: 20 },
};

const every = (milliseconds: number) =>
  Float64Array.from({ length: 1000 }, (_, index) => index * milliseconds);

async function lines(scenario: typeof small): Promise<readonly string[]> {
  const said: string[] = [];
  for await (const line of simulate(scenario)) said.push(line);
  // What this machine needed is not the same twice.
  return said.map((line) => line.replace(/\d+ \|$/, ''));
}

describe('the simulation', () => {
  test('says the same for the same seed, and something else for another', async () => {
    const first = await lines(small);
    expect(await lines(small)).toEqual(first);
    expect(await lines({ ...small, seed: 2 })).not.toEqual(first);
  });

  test('reads of an event hardly grow with the alarms of its project', async () => {
    const few = await indexFigures(100, { events: 300, seed: 1 });
    const many = await indexFigures(10_000, { events: 300, seed: 1 });
    expect(many.units.one).toBeLessThan(few.units.one + 2);
    expect(many.units.warm).toBeLessThan(many.units.one);
    expect(many.unitsBefore).toBeGreaterThan(20 * few.unitsBefore);
  });

  test('an alarm that is hit acts, also if it was hit in an outage', () => {
    const flow = flowOf(small, [{ hits: 1 }]);
    expect(flow.actions).toBe(flow.events);
    expect(flow.untilAction.outage.worst).toBeGreaterThan(flow.untilAction.steady.worst);
  });

  test('a queue that gets more than its consumers take falls behind, and no other', () => {
    expect(serve(every(20), () => 100).longestBacklog).toBeLessThan(10);
    expect(serve(every(5), () => 100).longestBacklog).toBeGreaterThan(400);
  });

  test('a storm of creations fails no request, whatever it leaves to the sweeper', () => {
    const figures = ruleCallsOf({ alarms: 20_000, processes: 100 }, randomOf(1));
    expect(figures).toMatchObject({ created: 20_000, failed: 0 });
    expect(figures.throttled).toBeGreaterThan(0);
  });
});
