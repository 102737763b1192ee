import type { Bill } from './bill.ts';
import { type Charge, summed } from './charge.ts';
import type { Idle } from './idle.ts';
import { executionTable, monthTable, perMillion, perMonth, timingTable } from './table-text.ts';
import { typicalMilliseconds, userFunctionMilliseconds } from './waiting.ts';

export interface Bills {
  readonly eventBytes: number;
  readonly userMegabytes: number;
  readonly alone: Bill;
  readonly batched: Bill;
  readonly unmatched: { readonly alone: readonly Charge[]; readonly batched: readonly Charge[] };
  readonly logged: Readonly<Record<'alone' | 'batched', Pick<Bill, 'charges' | 'stored'>>>;
  readonly idle: Idle;
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
    ]),
    '',
    'Processor: measured here, the median of several runs; billed for the share that the memory buys.',
    `Waiting: by the requests that were counted, at assumed times of AWS in ms: ${waits}.`,
    `A user function: assumed to run ${userFunctionMilliseconds} ms; it has ${bills.userMegabytes} MB.`,
    `An event: ${bills.eventBytes} bytes as JSON. Prices and their sources: local/bench/cost/prices.ts.`,
    `rows of a million executions until they expire, not in the totals: $${perMillion(bills.alone.stored)}`,
    '',
    ...executionTable(bills.logged.alone.charges, bills.logged.batched.charges, 'a stored event'),
    `a million events stored, beside their ingest: alone $${perMillion(bills.logged.alone.charges)}, in batches of ten $${perMillion(bills.logged.batched.charges)}; until they expire $${perMillion(bills.logged.batched.stored)}`,
    `a million events that match nothing: alone $${perMillion(bills.unmatched.alone)}, in batches $${perMillion(bills.unmatched.batched)}`,
    `total alone $${perMillion(bills.alone.charges)}`,
    `total in batches $${perMillion(bills.batched.charges)}`,
    `idle $${perMonth(bills.idle.charges)} a month`,
  ].join('\n');

const waits = Object.entries(typicalMilliseconds)
  .map(([wait, milliseconds]) => `${wait} ${milliseconds}`)
  .join(', ');
