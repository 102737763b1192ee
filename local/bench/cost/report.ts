import type { Bill } from './bill.ts';
import { type Charge, dollarsOf, summed } from './charge.ts';
import { cloudMonth, type MeasureBills } from './cloud.ts';
import type { Idle } from './idle.ts';
import {
  executionTable,
  monthTable,
  postTable,
  perMillion,
  perMonth,
  timingTable,
} from './table-text.ts';
import { typicalMilliseconds, userFunctionMilliseconds } from './waiting.ts';

export interface Bills {
  readonly eventBytes: number;
  readonly userMegabytes: number;
  readonly alone: Bill;
  readonly batched: Bill;
  readonly unmatched: { readonly alone: readonly Charge[]; readonly batched: readonly Charge[] };
  readonly logged: Readonly<Record<'alone' | 'batched', Pick<Bill, 'charges' | 'stored'>>>;
  readonly idle: Idle;
  readonly measures: MeasureBills;
}

/** Everything that was found; programs read its last lines. */
export const billText = (bills: Bills): string =>
  [
    ...executionTable(bills.alone.charges, bills.batched.charges),
    '',
    ...monthTable(summed(bills.idle.charges)),
    '',
    ...timingTable([
      ...bills.alone.timings.map((timing) => ({ ...timing, when: 'alone' })),
      ...bills.batched.timings.map((timing) => ({ ...timing, when: 'in ten' })),
      ...bills.idle.timings.map((timing) => ({ ...timing, when: 'idle' })),
      ...bills.measures.plain.timings.map((timing) => ({ ...timing, when: '50 samples' })),
      ...bills.measures.watched.timings.map((timing) => ({ ...timing, when: 'one watched' })),
      { ...bills.measures.compaction.timing, when: 'compacting' },
    ]),
    '',
    'Processor: measured here, the median of several runs; billed for the share that the memory buys.',
    `Waiting: by the requests that were counted, at assumed times of AWS in ms: ${waits}.`,
    `A user function: assumed to run ${userFunctionMilliseconds} ms; it has ${bills.userMegabytes} MB.`,
    `An event: ${bills.eventBytes} bytes as JSON. Prices and their sources: local/bench/cost/prices.ts.`,
    `rows of a million executions until they expire, not in the totals: $${perMillion(bills.alone.stored)}`,
    '',
    ...measureLines(bills.measures),
    '',
    ...executionTable(bills.logged.alone.charges, bills.logged.batched.charges, 'a stored event'),
    `a million events stored, beside their ingest: alone $${perMillion(bills.logged.alone.charges)}, in batches of ten $${perMillion(bills.logged.batched.charges)}; until they expire $${perMillion(bills.logged.batched.stored)}`,
    `a million events that match nothing: alone $${perMillion(bills.unmatched.alone)}, in batches $${perMillion(bills.unmatched.batched)}`,
    `total alone $${perMillion(bills.alone.charges)}`,
    `total in batches $${perMillion(bills.batched.charges)}`,
    `idle $${perMonth(bills.idle.charges)} a month`,
  ].join('\n');

const goal = (dollars: number): string => `(goal: ${dollars})`;

const whole = (dollars: number): string => `$${Math.round(dollars).toLocaleString('en')}`;

function measureLines(measures: MeasureBills): readonly string[] {
  const { plain, watched, compaction, idle } = measures;
  const month = cloudMonth(measures);
  return [
    ...postTable(plain.charges, watched.charges),
    `a million POSTs of 50 samples: $${perMillion(plain.charges)} ${goal(3)}; with a watched metric and its look $${perMillion(watched.charges)}; stored for 30 days $${perMillion(plain.stored)}`,
    `a compaction of 50 metrics and 256 requests: $${perMillion(compaction.charges)} a million`,
    ...monthTable(idle),
    `metrics and their alarms idle: $${dollarsOf(idle).toFixed(2)} a month ${goal(0.6)}`,
    `10,000 instances with 30 meters a minute, ${Math.round(month.posts / 1e6)} million POSTs a month: requests ${whole(month.requests)}, stored ${whole(month.stored)}, compacted ${whole(month.compacted)}: ${whole(month.total)} ${goal(1500)}`,
  ];
}

const waits = Object.entries(typicalMilliseconds)
  .map(([wait, milliseconds]) => `${wait} ${milliseconds}`)
  .join(', ');
