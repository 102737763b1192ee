import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import {
  candidatePartition,
  formatKey,
  shapesKey,
  slotName,
  versionKey,
} from '../../functions/events/aws/candidate-rows.ts';
import {
  candidateFormat,
  candidateSlots,
  keyOfRule,
} from '../../functions/events/core/candidate-key.ts';
import { everyShape, maximumShapes } from '../../functions/events/core/candidate-shapes.ts';
import type { EventRule } from '../../functions/events/core/event-rule.ts';
import { ask } from '../api.ts';
import { logIn } from '../session.ts';
import { eventBodyOf, rulesOf } from '../simulation/population.ts';
import { randomOf } from '../simulation/random.ts';
import type { TemporaryStack } from '../temporary-stack.ts';
import { stopConsumers } from './cost/deployed-lambdas.ts';
import { lambdaSet } from './cost/lambda-set.ts';
import { takeBatch } from './cost/queue-batch.ts';
import { summary } from './percentiles.ts';

const seed = 17;
const rowsPerWrite = 25;
const lanes = 8;
/** Events that are sent. Only those wake the evaluator that an alarm may be hit by. */
const events = 1000;

/**
 * What the first event costs a new evaluator in a project with so many alarms, and what it holds after many
 * of them. The rows that alarms are found by are written directly.
 */
export async function measureLargeProject(
  { stack, folder }: TemporaryStack,
  user: string,
  alarms = 100_000,
): Promise<void> {
  const { AlarmsTable: table, HitsQueueUrl: hits } = stack.outputs;
  if (!table || !hits) throw new Error('the stack has no table of alarms or no queue of hits');
  const lambda = new LambdaClient({});
  const queues = new SQSClient({ useQueueUrlAsEndpoint: false });
  const owner = await logIn(stack.url, user);
  // Makes the rule on the bus that the project's alarms share.
  await ask(owner, 'POST', '/alarming/v2/alarms', {
    name: 'first',
    type: 'event',
    event_rule: { event_type: 'bench.never' },
  });
  await stopConsumers(lambda, [hits]);
  const random = randomOf(seed);
  const began = performance.now();
  await writeRows(table, owner.projectId, rulesOf(alarms, random));
  const writing = (performance.now() - began) / 1000;
  console.log(`wrote the rows of ${alarms} alarms in ${writing.toFixed(0)} s`);

  const sent = Array.from({ length: events }, () => eventBodyOf(alarms, random, owner.projectId));
  for (let first = 0; first < events; first += 10)
    // oxlint-disable-next-line no-await-in-loop -- one request after the other
    await ask(owner, 'POST', '/events', sent.slice(first, first + 10));

  const set = lambdaSet({ lambda, folder, endpoint: stack.endpoint, memoryMegabytes: new Map() });
  try {
    const cold = performance.now();
    const evaluator = await set.start('evaluator');
    const loaded = performance.now();
    const samples: number[] = [];
    let [resident, messages, woken] = [0, 0, 0];
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
      const batch = await takeBatch(queues, hits, 1).catch(() => undefined);
      if (!batch) break;
      const asked = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- see above
      const { residentBytes } = await evaluator.invoke(batch.event);
      samples.push(performance.now() - asked);
      if (messages === 0) {
        const sinceStart = loaded - cold + (samples[0] ?? 0);
        console.log(
          `first event of a new evaluator: ${sinceStart.toFixed(0)} ms with its start, ${(residentBytes / 2 ** 20).toFixed(0)} MB (goal: 3000 ms)`,
        );
      }
      resident = residentBytes;
      messages += 1;
      // An event that hits several alarms leaves a message for each, besides the one that it came with.
      if (JSON.stringify(batch.event).includes('shared-project')) woken += 1;
      // oxlint-disable-next-line no-await-in-loop -- see above
      await batch.remove();
    }
    console.log(
      `${woken} of ${events} events woke the evaluator, ${messages} messages in all: ${summary(samples.slice(1))}, ${(resident / 2 ** 20).toFixed(0)} MB afterwards`,
    );
  } finally {
    set.stop();
  }
}

async function writeRows(table: string, projectId: string, rules: readonly EventRule[]) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const shapes = new Set<string>();
  const rows = rules.flatMap((event, number) => {
    const key = keyOfRule(event);
    if (!key) return [];
    shapes.add(key.shape);
    const alarmId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    const sharer = { alarmId, projectId, version: 1, rule: { event, enabled: true } };
    return [{ pk: candidatePartition(projectId, key), sk: alarmId, v: 1, sharer }];
  });
  const batches = Array.from({ length: Math.ceil(rows.length / rowsPerWrite) }, (_, index) =>
    rows.slice(index * rowsPerWrite, (index + 1) * rowsPerWrite),
  ).values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const batch of batches) {
        const RequestItems = { [table]: batch.map((Item) => ({ PutRequest: { Item } })) };
        // oxlint-disable-next-line no-await-in-loop -- each lane writes one batch at a time
        await client.send(new BatchWriteCommand({ RequestItems }));
      }
    }),
  );
  const kept = shapes.size > maximumShapes ? new Set([everyShape]) : shapes;
  await client.send(
    new PutCommand({ TableName: table, Item: { ...shapesKey(projectId), v: 1, shapes: kept } }),
  );
  // The sweeper's first run says this of a new deployment.
  await client.send(
    new PutCommand({ TableName: table, Item: { ...formatKey, v: 1, format: candidateFormat } }),
  );
  const slots = Array.from({ length: candidateSlots }, (_, slot) => slotName(slot));
  await client.send(
    new UpdateCommand({
      TableName: table,
      Key: versionKey(projectId),
      UpdateExpression: `SET shapes = :shapes ADD ${slots.map((name) => `${name} :one`).join(', ')}`,
      ExpressionAttributeValues: { ':shapes': kept.size, ':one': 1 },
    }),
  );
}
