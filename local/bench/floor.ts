import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type DynamoDBClient,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import {
  CreateEventBusCommand,
  type EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { localConcurrency } from '../local-settings.ts';
import type { Chain } from './chain.ts';
import { areEmpty } from './queue-depth.ts';

export interface FloorClients {
  readonly dynamo: DynamoDBClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly queues: SQSClient;
}

/*
 * Every Lambda here logs a line, as Taibai's do, because the emulator waits 50 ms for the log of a silent one.
 */

/** The event source settings of the deployed consumers, so that the floor has the same delays. */
const consumer = (instances: number) => ({
  BatchSize: 10,
  ScalingConfig: { MaximumConcurrency: instances },
});
const { hits: evaluators, executions: executors } = localConcurrency;
const role = 'arn:aws:iam::000000000000:role/floor';

export const forward = `
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
const queues = new SQSClient({});
export const handler = (batch) => (console.log('{}'), Promise.all(batch.Records.map((record) =>
  queues.send(new SendMessageCommand({ QueueUrl: process.env.NEXT, MessageBody: record.body })))));
`;

const run = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
const lambda = new LambdaClient({});
const dynamo = new DynamoDBClient({});
export const handler = (batch) => (console.log('{}'), Promise.all(batch.Records.map(async (record) => {
  await lambda.send(new InvokeCommand({ FunctionName: process.env.EMPTY, Payload: record.body }));
  await dynamo.send(new PutItemCommand({ TableName: process.env.DONE, Item: {
    id: { S: JSON.parse(record.body).id }, at: { N: String(performance.timeOrigin + performance.now()) } } }));
})));
`;

const empty = "def handler(event, context):\n    print('{}')\n";

/**
 * The lower bound for the same AWS services on the same machine: one rule, for each hop one queue and one
 * Lambda that only forwards, and one write at the end.
 */
export async function buildFloor(
  clients: FloorClients,
  bundle: (source: string) => Promise<string>,
): Promise<Chain> {
  const id = randomUUID().slice(0, 8);
  const name = (part: string) => `floor-${id}-${part}`;
  const [hits, executions] = await Promise.all(
    ['hits', 'executions'].map((queue) =>
      clients.queues.send(new CreateQueueCommand({ QueueName: name(queue) })),
    ),
  );
  const urlOf = (queue: typeof hits) => queue?.QueueUrl ?? '';
  const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:000000000000:${name(queue)}`;
  await clients.dynamo.send(
    new CreateTableCommand({
      TableName: name('done'),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  const create = (fn: FloorFunction) => createFunction(clients.lambda, fn);
  await create({ name: name('empty'), ...python, source: empty, variables: {} });
  await create({
    name: name('forward'),
    ...node,
    source: await bundle(forward),
    variables: { NEXT: urlOf(executions) },
  });
  await create({
    name: name('run'),
    ...node,
    source: await bundle(run),
    variables: { EMPTY: name('empty'), DONE: name('done') },
  });
  await clients.lambda.send(
    new CreateEventSourceMappingCommand({
      ...consumer(evaluators),
      FunctionName: name('forward'),
      EventSourceArn: arnOf('hits'),
    }),
  );
  await clients.lambda.send(
    new CreateEventSourceMappingCommand({
      ...consumer(executors),
      FunctionName: name('run'),
      EventSourceArn: arnOf('executions'),
    }),
  );
  await clients.events.send(new CreateEventBusCommand({ Name: name('bus') }));
  const rule = { Name: name('rule'), EventBusName: name('bus') };
  await clients.events.send(new PutRuleCommand({ ...rule, EventPattern: '{"source":["floor"]}' }));
  await clients.events.send(
    new PutTargetsCommand({
      Rule: rule.Name,
      EventBusName: rule.EventBusName,
      Targets: [{ Id: 'queue', Arn: arnOf('hits'), InputPath: '$.detail' }],
    }),
  );
  return {
    name: 'floor',
    async send(eventIds) {
      await clients.events.send(
        new PutEventsCommand({
          Entries: eventIds.map((eventId) => ({
            EventBusName: name('bus'),
            Source: 'floor',
            DetailType: 'event',
            Detail: JSON.stringify({ id: eventId }),
          })),
        }),
      );
    },
    idle: () => areEmpty(clients.queues, [urlOf(hits), urlOf(executions)]),
    finished: () => finishedIn(clients.dynamo, name('done')),
  };
}

const python = { runtime: 'python3.13', file: 'index.py' } as const;
export const node = { runtime: 'nodejs24.x', file: 'index.mjs' } as const;

interface FloorFunction {
  readonly name: string;
  readonly runtime: 'python3.13' | 'nodejs24.x';
  readonly file: string;
  readonly source: string;
  readonly variables: Readonly<Record<string, string>>;
}

export async function createFunction(
  lambda: LambdaClient,
  { name, runtime, file, source, variables }: FloorFunction,
): Promise<void> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: runtime,
      Handler: 'index.handler',
      Role: role,
      Timeout: 30,
      Code: { ZipFile: zipSync({ [file]: new TextEncoder().encode(source) }) },
      Environment: { Variables: variables },
    }),
  );
}

async function finishedIn(
  dynamo: DynamoDBClient,
  table: string,
): Promise<ReadonlyMap<string, number>> {
  const finished = new Map<string, number>();
  let start: ScanCommandOutput['LastEvaluatedKey'];
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page: ScanCommandOutput = await dynamo.send(
      new ScanCommand({ TableName: table, ExclusiveStartKey: start }),
    );
    for (const row of page.Items ?? []) finished.set(row['id']?.S ?? '', Number(row['at']?.N));
    start = page.LastEvaluatedKey;
  } while (start);
  return finished;
}
