import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ask } from '../../api.ts';
import type { Session } from '../../session.ts';
import { createResource, type Gnocchi, postSamples, samplesOf } from '../metrics/gnocchi.ts';
import { type Charge, summed } from './charge.ts';
import { durationCharge, measured, type Rounds, type Timing, timingOf } from './measured.ts';
import { consume, joined, request, type Run, runStage, type Setup } from './scenario.ts';
import { storageCharges } from './storage.ts';
import { waitingMilliseconds } from './waiting.ts';

/** Resources whose samples come together, 50 of them as from Ceilometer, and an alarm on a metric of one. */
export interface MeasureFixture {
  readonly owner: Session;
  readonly resourceIds: readonly string[];
}

/** What AWS bills for a request of 50 samples, and for the rows that it leaves. */
export interface MeasureBill {
  readonly charges: readonly Charge[];
  readonly stored: readonly Charge[];
  readonly timings: readonly Timing[];
}

const samples = 50;
/** Nobody watches this one. */
const plain = 'cpu';
const watched = 'busy';
const far = 1e9;
/** Requests, a minute apart, that one compaction takes (`functions/metrics/core/storage/compaction-time.ts`). */
export const minutes = 256;

/** Makes the resources and the alarm through the API. Both metrics are measured, each in a lane of its own. */
export async function prepareMeasures(url: string, owner: Session): Promise<MeasureFixture> {
  const gnocchi: Gnocchi = {
    name: 'Taibai',
    url: `${url}/metric`,
    headers: { 'x-auth-token': owner.token },
  };
  const resourceIds = Array.from({ length: samples }, () => randomUUID());
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const id of resourceIds) await createResource(gnocchi, { id, metrics: {} });
  const begin = Date.now() - minutes * 60_000;
  for (let minute = 0; minute < minutes; minute += 1)
    // oxlint-disable-next-line no-await-in-loop -- in the order of time
    await postSamples(gnocchi, samplesOf(resourceIds, plain, sampleAt(begin + minute * 60_000)));
  await postSamples(gnocchi, samplesOf(resourceIds, watched, sampleAt(Date.now())));
  await ask(owner, 'POST', '/alarming/v2/alarms', {
    name: 'bench-measures',
    type: 'gnocchi_resources_threshold',
    gnocchi_resources_threshold_rule: {
      resource_id: resourceIds[0],
      resource_type: 'generic',
      metric: watched,
      aggregation_method: 'mean',
      granularity: 60,
      evaluation_periods: 1,
      comparison_operator: 'gt',
      threshold: far,
    },
  });
  return { owner, resourceIds };
}

const sampleAt = (at: number) => ({
  at: new Date(at),
  value: Math.random() * 100,
  policy: 'medium',
});

/** A request of samples that no alarm watches. */
export const unwatchedBill = (setup: Setup, fixture: MeasureFixture, rounds: Rounds) =>
  billOf(setup, () => post(setup, fixture, plain), rounds);

/** A request with one sample of a watched metric, and the look at the alarm, which stays as it is. */
export const watchedBill = (setup: Setup, fixture: MeasureFixture, rounds: Rounds) =>
  billOf(
    setup,
    async () =>
      joined([
        await post(setup, fixture, watched),
        await consume(setup, 'looker', { url: setup.looksQueueUrl, size: 1 }),
      ]),
    rounds,
  );

async function billOf(setup: Setup, run: () => Promise<Run>, rounds: Rounds): Promise<MeasureBill> {
  const all = await measured(run, setup.lambdas, rounds);
  return {
    charges: summed(all.charges),
    stored: summed(storageCharges(all.changes, Date.now() / 1000)),
    timings: all.timings,
  };
}

const post = (setup: Setup, { owner, resourceIds }: MeasureFixture, name: string): Promise<Run> =>
  request(setup, 'metric', {
    token: owner.token,
    path: '/metric/v1/batch/resources/metrics/measures?create_metrics=true',
    body: JSON.stringify(samplesOf(resourceIds, name, { at: new Date(), value: Math.random() })),
  });

/** A run of the upkeep, and what it costs. Nothing was due, unless lanes were made due before. */
export async function upkeepRun(
  setup: Setup,
): Promise<{ readonly charges: readonly Charge[]; readonly timing: Timing }> {
  const stage = 'metric-upkeep';
  const { run } = await runStage(setup, stage, {});
  const [
    { processorMilliseconds: processor, requests } = { processorMilliseconds: 0, requests: [] },
  ] = run.runs;
  const timing = timingOf(stage, setup.lambdas[stage].memoryMegabytes, {
    processor,
    waiting: waitingMilliseconds(requests),
  });
  return { timing, charges: summed([...run.charges, durationCharge(timing)]) };
}

/** Makes the lane due that has most requests, as those of an agent that has sent some hours' samples. */
export async function makeBusiestLaneDue(client: DynamoDBClient, TableName: string): Promise<void> {
  const frames = new Map<string, number>();
  for await (const { Items: rows = [] } of paginateScan({ client }, { TableName }))
    for (const { pk, sk } of rows)
      if (pk?.S && sk?.S?.startsWith('F#')) frames.set(pk.S, (frames.get(pk.S) ?? 0) + 1);
  const [busiest] = [...frames].toSorted(([, one], [, other]) => other - one);
  if (!busiest) throw new Error('no request of measures is stored');
  await DynamoDBDocumentClient.from(client).send(
    new UpdateCommand({
      TableName,
      Key: { pk: busiest[0], sk: 'archives' },
      UpdateExpression: 'SET dueAt = :now',
      ExpressionAttributeValues: { ':now': new Date(0).toISOString() },
    }),
  );
}
