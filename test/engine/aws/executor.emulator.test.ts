import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoExecutionStore } from '../../../functions/engine/aws/execution-store.ts';
import { dynamoExecutionCounts } from '../../../functions/engine/aws/execution-counts.ts';
import type { ExecutionCounts } from '../../../functions/engine/ports.ts';
import { dynamoFunctionStore } from '../../../functions/engine/aws/function-store.ts';
import { s3PayloadStore } from '../../../functions/platform/aws/payload-store.ts';
import { queueSender } from '../../../functions/platform/aws/queue.ts';
import { s3Client } from '../../../functions/platform/aws/s3.ts';
import { dynamoWebhookStore } from '../../../functions/engine/aws/webhook-store.ts';
import { systemClock } from '../../../functions/platform/node/clock.ts';
import { aFunction, aWebhook } from '../support/engine-builders.ts';
import { webhookMessage } from '../support/execution-world.ts';
import { partial } from '../../support/partial.ts';
import { createTable } from '../../support/table.ts';
import { userFunctions } from '../support/user-functions.ts';

const sqs = new SQSClient({});
const tables = documentClient();

const newQueue = async () => {
  const created = new CreateQueueCommand({
    QueueName: `test-${randomUUID()}`,
    Attributes: { VisibilityTimeout: '60' },
  });
  return (await sqs.send(created)).QueueUrl ?? '';
};

/** Receives messages from the queue once, and handles the answer as Lambda's event source does. */
async function poll(queueUrl: string, handler: SQSHandler) {
  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
  );
  const Records = messages.map(({ MessageId, ReceiptHandle, Body }) =>
    partial<SQSRecord>({
      messageId: MessageId ?? '',
      receiptHandle: ReceiptHandle ?? '',
      body: Body ?? '',
      attributes: partial<SQSRecord['attributes']>({
        ApproximateReceiveCount: '1',
        SentTimestamp: String(Date.now()),
      }),
    }),
  );
  const response = await handler({ Records }, partial({}), () => {});
  const failed = new Set(response?.batchItemFailures.map((item) => item.itemIdentifier));
  await Promise.all(
    Records.filter(({ messageId }) => !failed.has(messageId)).map(({ receiptHandle }) =>
      sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle })),
    ),
  );
  return { received: Records.length, failed: failed.size };
}

describe('executor and provisioner as they are deployed', () => {
  let queueUrl: string;
  let lambda: Awaited<ReturnType<typeof userFunctions>>;
  let executor: SQSHandler;
  let provisioner: SQSHandler;
  let stores: {
    readonly executionCounts: ExecutionCounts;
    readonly functions: ReturnType<typeof dynamoFunctionStore>;
    readonly webhooks: ReturnType<typeof dynamoWebhookStore>;
    readonly executions: ReturnType<typeof dynamoExecutionStore>;
    readonly payloads: ReturnType<typeof s3PayloadStore>;
  };

  beforeAll(async () => {
    lambda = await userFunctions();
    const { settings } = lambda;
    const [functionsTable, executionsTable] = await Promise.all([
      createTable(new DynamoDBClient({})),
      createTable(new DynamoDBClient({})),
    ]);
    queueUrl = await newQueue();
    Object.assign(process.env, {
      FUNCTIONS_TABLE: functionsTable,
      EXECUTIONS_TABLE: executionsTable,
      BUCKET: settings.bucket,
      SOURCE_QUEUE_URL: queueUrl,
      DEAD_LETTER_QUEUE_URL: await newQueue(),
      FUNCTION_KEY_PARAMETER: 'unread while no function has secrets',
      FUNCTION_TOKENS_FUNCTION_ARN: 'uncalled while no function has a credential',
      NAME_PREFIX: settings.namePrefix,
      EXECUTION_RETENTION_DAYS: '30',
      PROJECT_LIMITS: '{}',
      USER_FUNCTION_ROLE_ARN: settings.roleArn,
      RUNTIME_LAYER_ARN: settings.layerArn,
      PYTHON_RUNTIMES: 'python3.11,python3.12,python3.13,python3.14',
    });
    executor = (await import('../../../functions/engine/entry/executor.ts')).handler;
    provisioner = (await import('../../../functions/engine/entry/provisioner.ts')).handler;
    stores = {
      executionCounts: dynamoExecutionCounts(tables, functionsTable),
      functions: dynamoFunctionStore(tables, functionsTable, systemClock),
      webhooks: dynamoWebhookStore(tables, functionsTable),
      executions: dynamoExecutionStore(tables, executionsTable, {
        clock: systemClock,
        retentionDays: 30,
      }),
      payloads: s3PayloadStore(s3Client(process.env), settings.bucket),
    };
  });

  test('run a function for an alarm once it is created, and a poison message stops no other', async () => {
    const { packageKey } = await lambda.deployment(
      'def main(reason, **kwargs):\n  print("called")\n  return reason * 20_000',
    );
    const fn = aFunction({ packageKey, entry: 'main.main', createdAt: systemClock.now() });
    const webhook = aWebhook({ functionId: fn.id });
    await stores.functions.create(fn);
    await stores.webhooks.create(webhook);
    const id = randomUUID();
    const send = queueSender(sqs, queueUrl);
    await send(webhookMessage(webhook, id, '{"reason": "Hello, World"}'));
    await send({ poison: true });

    expect(await poll(queueUrl, executor)).toEqual({ received: 2, failed: 1 });
    expect(await stores.executions.get('demo', id)).toMatchObject({ status: 'running' });
    // The poison message waits in the dead-letter queue; the execution returns when its function may be ready.
    expect(await poll(queueUrl, executor)).toEqual({ received: 0, failed: 0 });

    const asked = { v: 1, projectId: 'demo', functionId: fn.id };
    const record = partial<SQSRecord>({
      messageId: 'p',
      body: JSON.stringify(asked),
      attributes: partial<SQSRecord['attributes']>({ SentTimestamp: String(Date.now()) }),
    });
    await provisioner({ Records: [record] }, partial({}), () => {});
    expect(await stores.functions.get('demo', fn.id)).toMatchObject({ appliedRevision: 1 });

    await expect
      .poll(() => poll(queueUrl, executor), { timeout: 10_000 })
      .toMatchObject({
        received: 1,
        failed: 0,
      });
    const execution = await stores.executions.get('demo', id);
    expect(execution).toMatchObject({ status: 'success', attempt: 1 });
    const text = await stores.payloads.load(execution?.result ?? { text: '' });
    expect(JSON.parse(text)).toMatchObject({ output: 'Hello, World'.repeat(20_000) });
    expect(await stores.payloads.load(execution?.log ?? { text: '' })).toBe(
      `Start execution: ${id}\ncalled\nFinished execution: ${id}\n`,
    );
    expect((await stores.executionCounts.of('demo', [fn.id])).get(fn.id)).toBe(1);
  });
});
