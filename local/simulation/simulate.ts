import { costOf } from './hourly-cost.ts';
import { flowOf, type Times } from './flow.ts';
import { type IndexFigures, indexFigures } from './index-figures.ts';
import { quotaUses } from './quota-use.ts';
import { randomOf } from './random.ts';
import { ruleCallsOf } from './rule-calls.ts';
import { sampleOf } from './sample.ts';
import type { Scenario } from './scenario.ts';

/** Alarms of one project that the index is asked about. */
const sizes = [1, 300, 5000, 100_000] as const;
/** Processes of the API that create alarms at once. */
const creators = [8, 50, 200] as const;

/** Simulates the scenario, and says line by line what came out. */
export async function* simulate(scenario: Scenario): AsyncGenerator<string> {
  yield `seed ${scenario.seed}`;
  yield '';
  yield '| alarms of a project | candidates (most) | hits | read units before | 1 container that begins with nothing | the same, warm | 16 cold | 16, an edit every 10 events | needless wake-ups in 1,000 events: before, one share, checked | µs an event |';
  yield '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |';
  const events = scenario.sample.events * 50;
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const size of sizes.filter((each) => each <= scenario.alarms))
    yield indexRow(await indexFigures(size, { events, seed: scenario.seed }));
  yield '';

  yield '| processes that create alarms | calls of the rule API | throttled | rules left to the sweeper | longest request | requests that failed |';
  yield '| --- | --- | --- | --- | --- | --- |';
  for (const processes of creators) {
    const figures = ruleCallsOf({ alarms: scenario.alarms, processes }, randomOf(scenario.seed));
    yield `| ${processes} | ${count(figures.calls)} | ${count(figures.throttled)} | ${count(figures.left)} | ${figures.longestSeconds.toFixed(1)} s | ${figures.failed} |`;
  }
  yield '';

  const sample = await sampleOf(scenario);
  const flow = flowOf(scenario, sample.events);
  const { untilAction, evaluator, executor, notifier, untilRetried } = flow;
  yield `${count(flow.events)} events, ${count(flow.hits)} messages to the evaluator, ${count(flow.actions)} actions`;
  yield `an event reads ${sample.units.toFixed(1)} units (before: ${sample.unitsBefore.toFixed(0)}); ${sample.needless.toFixed(0)} in 1,000 wake nobody any more; the longest pattern has ${sample.longestPattern} of 2,048 characters`;
  yield `event to action, steady: ${timesText(untilAction.steady)}`;
  yield `event to action, twice the load for a minute: ${timesText(untilAction.burst)}`;
  yield `event to action, sent while the evaluator fails for a minute: ${timesText(untilAction.outage)}`;
  yield `receivers that fail at first have it after ${untilRetried.p50.toFixed(0)} s (p99 ${untilRetried.p99.toFixed(0)} s)`;
  for (const [name, served] of Object.entries({ evaluator, executor, notifier }))
    yield `longest backlog of the ${name}: ${count(served.longestBacklog)} messages; behind by more than a second: ${served.secondsBehind} s`;
  yield '';

  yield '| quota | needed in the busiest second | largest regions | smallest | what the operator raises |';
  yield '| --- | --- | --- | --- | --- |';
  for (const { name, needed, largest, smallest, raise } of quotaUses(scenario, flow, sample))
    yield `| ${name} | ${count(needed)} | ${count(largest)}${needed > largest ? ' (exceeded)' : ''} | ${count(smallest)}${needed > smallest ? ' (exceeded)' : ''} | ${raise} |`;
  yield '';

  const { accepting, deciding, acting, before } = costOf(scenario, flow, sample);
  yield `dollars: accepting ${accepting.toFixed(2)}, deciding ${deciding.toFixed(2)}, acting ${acting.toFixed(2)}; the reads and wake-ups of release 0.2 in place of the candidates: ${before.toFixed(2)}`;
}

const indexRow = ({ units, ...figures }: IndexFigures): string =>
  `| ${count(figures.alarms)} | ${figures.candidates.toFixed(1)} (${figures.mostCandidates}) | ${figures.hits.toFixed(2)} | ${count(2 * figures.unitsBefore)} | ${units.one.toFixed(1)} | ${units.warm.toFixed(1)} | ${units.sixteen.toFixed(1)} | ${units.changing.toFixed(1)} | ${(1000 + figures.unhit).toFixed(0)}, ${figures.unhit.toFixed(0)}, 0 | ${figures.microseconds.toFixed(0)} |`;

const timesText = ({ p50, p99, worst }: Times): string =>
  `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, worst ${(worst / 1000).toFixed(1)} s`;

const count = (number: number): string => Math.round(number).toLocaleString('en-US');
