import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { userFunctionName } from '../../functions/contract/user-function.ts';
import type { TemporaryStack } from '../temporary-stack.ts';
import { executionBill, storedBill, unmatchedBill } from './cost/bill.ts';
import { defaultDeployment } from './cost/default-deployment.ts';
import { stopConsumers, variablesOf } from './cost/deployed-lambdas.ts';
import { defaultEventBytes } from './cost/event-request.ts';
import { idleMonth } from './cost/idle.ts';
import { metricsIdle } from './cost/cloud.ts';
import { lambdaSet } from './cost/lambda-set.ts';
import { startMeter } from './cost/meter.ts';
import { repeated } from './cost/measured.ts';
import {
  makeBusiestLaneDue,
  prepareMeasures,
  unwatchedBill,
  upkeepRun,
  watchedBill,
} from './cost/measures.ts';
import { meteredTables } from './cost/metered-tables.ts';
import { billText } from './cost/report.ts';
import { prepareFixture } from './cost/scenario.ts';

const rounds = {
  alone: { warmUp: 40, timed: 15 },
  batched: { warmUp: 10, timed: 9 },
  unmatched: { warmUp: 3, timed: 5 },
  measures: { warmUp: 20, timed: 9 },
} as const;

/** A compaction takes requests that are two minutes old. */
const settledMilliseconds = 125_000;
const upkeepWarmUps = 5;

/**
 * What a million alarm-triggered executions cost on AWS, what a million events that match nothing
 * or requests of measures cost, and what an idle month costs. The deployed bundles run here, each in a process of its own,
 * against the emulator; a meter between them counts what AWS would bill.
 */
export async function measureCost(
  { stack, folder }: TemporaryStack,
  user: string,
  eventBytes = defaultEventBytes,
): Promise<void> {
  const output = (name: string): string => {
    const value = stack.outputs[name];
    if (value === undefined) throw new Error(`the stacks have no output ${name}`);
    return value;
  };
  const [hitsQueueUrl, executionsQueueUrl, archiveQueueUrl, looksQueueUrl] = [
    output('HitsQueueUrl'),
    output('ExecutionsQueueUrl'),
    output('ArchiveQueueUrl'),
    output('LooksQueueUrl'),
  ];
  const dynamo = new DynamoDBClient({});
  const lambda = new LambdaClient({});
  const defaults = defaultDeployment(folder);
  const fixture = await prepareFixture(stack.url, user);
  await stopConsumers(lambda, [hitsQueueUrl, executionsQueueUrl, archiveQueueUrl, looksQueueUrl]);
  const measured = await prepareMeasures(stack.url, fixture.owner);
  const settledAt = Date.now() + settledMilliseconds;
  const meter = await startMeter(stack.endpoint, await meteredTables(dynamo, output));
  const { endpoint } = meter;
  const set = lambdaSet({ lambda, folder, endpoint, memoryMegabytes: defaults.memoryMegabytes });
  try {
    const [events, evaluator, executor, archiver, sweeper, metric, looker, upkeep] = [
      await set.start('events'),
      await set.start('evaluator'),
      await set.start('executor'),
      await set.start('archiver'),
      await set.start('sweeper'),
      await set.start('metric'),
      await set.start('looker'),
      await set.start('metric-upkeep'),
    ];
    const setup = {
      lambdas: { events, evaluator, executor, archiver, metric, looker, 'metric-upkeep': upkeep },
      meter,
      queues: new SQSClient({ useQueueUrlAsEndpoint: false }),
      hitsQueueUrl,
      executionsQueueUrl,
      archiveQueueUrl,
      looksQueueUrl,
      accessLogFormat: defaults.accessLogFormat,
    };
    const userMegabytes = await userMemory(lambda, fixture.functionId);
    const input = { setup, fixture, defaults, userMegabytes };
    const [single, ten] = [
      { size: 1, bytes: eventBytes },
      { size: 10, bytes: eventBytes },
    ];
    const [plain, watched] = [
      await unwatchedBill(setup, measured, rounds.measures),
      await watchedBill(setup, measured, rounds.measures),
    ];
    await repeated(upkeepWarmUps, () => upkeepRun(setup));
    const idleUpkeep = await upkeepRun(setup);
    const bills = {
      eventBytes,
      userMegabytes,
      alone: await executionBill(input, single, rounds.alone),
      batched: await executionBill(input, ten, rounds.batched),
      unmatched: {
        alone: await unmatchedBill(input, single, rounds.unmatched),
        batched: await unmatchedBill(input, ten, rounds.unmatched),
      },
      logged: {
        alone: await storedBill(input, single, rounds.unmatched),
        batched: await storedBill(input, ten, rounds.unmatched),
      },
      idle: await idleMonth(defaults, {
        sweeper,
        meter,
        forgetReview: () => forgetReview(dynamo, output('FunctionsTable')),
      }),
    };
    await sleep(Math.max(0, settledAt - Date.now()));
    await makeBusiestLaneDue(dynamo, output('MeasuresTable'));
    const measures = {
      plain,
      watched,
      compaction: await upkeepRun(setup),
      idle: metricsIdle(
        defaults,
        defaultDeployment(folder, { metrics: false }),
        idleUpkeep.charges,
      ),
    };
    console.log(billText({ ...bills, measures }));
  } finally {
    set.stop();
    meter.stop();
  }
}

async function userMemory(lambda: LambdaClient, functionId: string): Promise<number> {
  const { NAME_PREFIX: prefix = '' } = await variablesOf(lambda, 'executor');
  const FunctionName = userFunctionName(prefix, functionId);
  const { MemorySize } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return MemorySize ?? 0;
}

/** The row by which the sweeper knows when it last compared functions with Lambda. */
const forgetReview = (dynamo: DynamoDBClient, TableName: string) =>
  DynamoDBDocumentClient.from(dynamo).send(
    new DeleteCommand({ TableName, Key: { pk: 'R#review', sk: 'review' } }),
  );
