import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS takes at most ten messages and 1 MiB a call; the rest of the MiB is for what SQS adds. */
const batchSize = 10;
const batchBytes = 1_000_000;

/** Sends one message; rejects unless SQS has taken it. */
export const sendMessage = (
  client: SQSClient,
  queueUrl: string,
  message: unknown,
  delaySeconds = 0,
): Promise<void> => sendBody(client, queueUrl, JSON.stringify(message), delaySeconds);

/** Sends all messages; rejects unless SQS has taken every one, so that the caller's own source redelivers. */
export async function sendMessages(
  client: SQSClient,
  queueUrl: string,
  messages: readonly unknown[],
): Promise<void> {
  const batches = batchesOf(messages.map((message) => JSON.stringify(message)));
  await Promise.all(
    batches.map(([first = '', ...others]) =>
      others.length === 0
        ? sendBody(client, queueUrl, first)
        : sendBatch(client, queueUrl, [first, ...others]),
    ),
  );
}

async function sendBody(client: SQSClient, queueUrl: string, body: string, delaySeconds = 0) {
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
    }),
  );
}

function batchesOf(bodies: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    const last = batches.at(-1);
    if (last && last.length < batchSize && bytes + size <= batchBytes) {
      last.push(body);
      bytes += size;
    } else {
      batches.push([body]);
      bytes = size;
    }
  }
  return batches;
}

async function sendBatch(client: SQSClient, queueUrl: string, bodies: readonly string[]) {
  const { Failed: failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: bodies.map((body, index) => ({ Id: String(index), MessageBody: body })),
    }),
  );
  const [first] = failed;
  if (first)
    throw new Error(`queue refused ${failed.length} messages: ${first.Message ?? first.Code}`);
}
