import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS takes at most ten messages a call. */
const batchSize = 10;

/** Sends one message; rejects unless SQS has taken it. */
export async function sendMessage(
  client: SQSClient,
  queueUrl: string,
  message: unknown,
  delaySeconds = 0,
): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(message),
      ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
    }),
  );
}

/** Sends all messages; rejects unless SQS has taken every one, so that the caller's own source redelivers. */
export async function sendMessages(
  client: SQSClient,
  queueUrl: string,
  messages: readonly unknown[],
): Promise<void> {
  if (messages.length === 1) return sendMessage(client, queueUrl, messages[0]);
  const batches = Array.from({ length: Math.ceil(messages.length / batchSize) }, (_, batch) =>
    messages.slice(batch * batchSize, (batch + 1) * batchSize),
  );
  await Promise.all(batches.map((batch) => sendBatch(client, queueUrl, batch)));
}

async function sendBatch(client: SQSClient, queueUrl: string, messages: readonly unknown[]) {
  const { Failed: failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map((message, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(message),
      })),
    }),
  );
  const [first] = failed;
  if (first)
    throw new Error(`queue refused ${failed.length} messages: ${first.Message ?? first.Code}`);
}
