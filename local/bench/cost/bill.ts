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
import { type Events, type Plot, type Scene, tell, tellInVain } from './story.ts';

/** What AWS bills for one execution, or for one event. */
export interface Bill {
  readonly charges: readonly Charge[];
  /** What the rows cost that it leaves, until they expire. */
  readonly stored: readonly Charge[];
  readonly timings: readonly Timing[];
}

export interface Stage {
  readonly scene: Scene;
  readonly plot: Plot;
  readonly defaults: DefaultDeployment;
  /** Of the user function. */
  readonly userMegabytes: number;
}

/** Of a million executions in a month. */
const million = 1_000_000;

/** What one execution takes if so many events come in a request and are taken from a queue together. */
export async function executionBill(
  { scene, plot, defaults, userMegabytes }: Stage,
  events: Events,
  rounds: Rounds,
): Promise<Bill> {
  const all = await measured(() => tell(scene, plot, events), scene.lambdas, rounds);
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
  { scene, plot }: Stage,
  events: Events,
  rounds: Rounds,
): Promise<readonly Charge[]> {
  const all = await measured(() => tellInVain(scene, plot, events), scene.lambdas, rounds);
  return summed(all.charges, 1 / events.size);
}

const keyRequests = ({ runs }: Measured, { kmsTables }: DefaultDeployment): Charge => ({
  row: 'KMS: keys of tables, at most',
  price: 'kms-request',
  count:
    kmsTables === 0
      ? 0
      : (runs.flatMap(({ tables }) => tables).length * tableKeysPerMonth) / million,
});
