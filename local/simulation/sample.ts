import { candidateFinder } from '../../functions/events/app/candidates.ts';
import { compileEventRule } from '../../functions/alarming/core/rule/compile-event-rule.ts';
import type { SampledEvent } from './flow.ts';
import { alarmsByProject, eventOf, rulesOf } from './population.ts';
import { modelledRows } from './modelled-rows.ts';
import { randomOf } from './random.ts';
import type { Scenario } from './scenario.ts';

export interface Sample {
  readonly events: readonly SampledEvent[];
  /** Read units an event in a warm container, and what every event read until release 0.2. */
  readonly units: number;
  readonly unitsBefore: number;
  /** Events of a thousand that woke the evaluator for nothing: once with one share a project, never with the check. */
  readonly needless: number;
  /** Characters of the longest pattern for the bus. */
  readonly longestPattern: number;
  /** The share of the events of the busiest project. */
  readonly busiest: number;
}

/** Projects, drawn by their share of the events, with the real rules, compiler and index. */
export async function sampleOf({
  alarms,
  projects,
  sample,
  seed,
}: Pick<Scenario, 'alarms' | 'projects' | 'sample' | 'seed'>): Promise<Sample> {
  const random = randomOf(seed);
  const sizes = alarmsByProject(projects, alarms);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const drawn = (): number => {
    let left = random.below(total);
    return sizes.find((size) => (left -= size) < 0) ?? 1;
  };
  const events: SampledEvent[] = [];
  let [units, unitsBefore, unhit, longestPattern] = [0, 0, 0, 0];
  for (let project = 0; project < sample.projects; project += 1) {
    const size = drawn();
    const rules = rulesOf(size, random);
    for (const rule of rules.slice(0, 20))
      longestPattern = Math.max(longestPattern, JSON.stringify(compileEventRule(rule, 'p')).length);
    const model = modelledRows(rules);
    const find = candidateFinder(model.rows, 128 * 1024 * 1024);
    for (let number = 0; number < sample.events; number += 1) {
      const event = eventOf(size, random);
      // oxlint-disable-next-line no-await-in-loop -- one event after the other
      const { alarms: candidates } = await find(event);
      const hits = candidates.filter(({ matches }) => matches(event)).length;
      events.push({ hits });
      unhit += hits === 0 ? 1 : 0;
      unitsBefore += 2 * model.unitsBefore;
    }
    units += model.counted.units;
  }
  return {
    events,
    units: units / events.length,
    unitsBefore: unitsBefore / events.length,
    needless: (unhit / events.length) * 1000,
    longestPattern,
    busiest: (sizes[0] ?? 0) / total,
  };
}
