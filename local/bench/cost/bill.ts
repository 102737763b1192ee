import { type Charge, summed } from './charge.ts';
import type { DefaultDeployment } from './default-deployment.ts';
import {
  type Measured,
  measured,
  type Rounds,
  type Timing,
  userFunctionCharge,
} from './measured.ts';
import { tableKeysPerMonth } from './month.ts';
import { storageCharges } from './storage.ts';
import {
  type Events,
  type Fixture,
  type Setup,
  sendMatching,
  sendUnmatched,
  storeEvents,
} from './scenario.ts';

/** What AWS bills for one execution, or for one event. */
export interface Bill {
  readonly charges: readonly Charge[];
  /** Storage of the rows it leaves, until they expire. */
  readonly stored: readonly Charge[];
  readonly timings: readonly Timing[];
}

export interface BillInput {
  readonly setup: Setup;
  readonly fixture: Fixture;
  readonly defaults: DefaultDeployment;
  /** Of the user function. */
  readonly userMegabytes: number;
}

/** Executions in a month. */
const million = 1_000_000;

/** What one execution takes when `events.size` events are sent, and consumed, together. */
export async function executionBill(
  { setup, fixture, defaults, userMegabytes }: BillInput,
  events: Events,
  rounds: Rounds,
): Promise<Bill> {
  const all = await measured(() => sendMatching(setup, fixture, events), setup.lambdas, rounds);
  const share = 1 / events.size;
  return {
    timings: all.timings,
    charges: summed([
      ...summed([...all.charges, userFunctionCharge(all.runs, userMegabytes)], share),
      keyRequests(all, defaults),
    ]),
    stored: summed(storageCharges(all.changes, Date.now() / 1000), share),
  };
}

/** What one event takes that no rule matches. */
export async function unmatchedBill(
  { setup, fixture }: BillInput,
  events: Events,
  rounds: Rounds,
): Promise<readonly Charge[]> {
  const all = await measured(() => sendUnmatched(setup, fixture, events), setup.lambdas, rounds);
  return summed(all.charges, 1 / events.size);
}

/** What one stored event takes beside its ingest, and its storage until it expires. */
export async function storedBill(
  { setup, fixture }: BillInput,
  events: Events,
  rounds: Rounds,
): Promise<Pick<Bill, 'charges' | 'stored'>> {
  const all = await measured(() => storeEvents(setup, fixture, events), setup.lambdas, rounds);
  const share = 1 / events.size;
  return {
    charges: summed(all.charges, share),
    stored: summed(storageCharges(all.changes, Date.now() / 1000), share),
  };
}

const keyRequests = ({ runs }: Measured, { kmsTables }: DefaultDeployment): Charge => ({
  row: 'KMS: keys of tables, at most',
  price: 'kms-request',
  count:
    kmsTables === 0
      ? 0
      : (runs.flatMap(({ tables }) => tables).length * tableKeysPerMonth) / million,
});
