import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS takes at most ten messages and 1 MiB a call; the rest of the MiB is for what SQS adds. */
const batchSize = 10;
const batchBytes = 1_000_000;

export interface Sending {
  readonly delaySeconds?: number | undefined;
  /**
   * Whose message it is. SQS then hands out one owner's backlog without keeping the others' messages
   * waiting behind it (fair queues).
   */
  readonly group?: string;
}

/** Sends one message; rejects unless SQS has taken it. */
export const sendMessage = (
  client: SQSClient,
  queueUrl: string,
  message: unknown,
  sending: Sending = {},
): Promise<void> => sendBody(client, queueUrl, { ...sending, body: JSON.stringify(message) });

/** Sends all messages; rejects unless SQS has taken every one, so that the caller's own source redelivers. */
export async function sendMessages<Message>(
  client: SQSClient,
  queueUrl: string,
  messages: readonly Message[],
  groupOf?: (message: Message) => string,
): Promise<void> {
  const letters = messages.map((message) => ({
    body: JSON.stringify(message),
    ...(groupOf && { group: groupOf(message) }),
  }));
  await Promise.all(
    batchesOf(letters).map((batch) => {
      const [first, second] = batch;
      return first && !second
        ? sendBody(client, queueUrl, first)
        : sendBatch(client, queueUrl, batch);
    }),
  );
}

interface Letter extends Sending {
  readonly body: string;
}

const entryOf = ({ body, delaySeconds = 0, group }: Letter) => ({
  MessageBody: body,
  ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
  ...(group !== undefined && { MessageGroupId: group }),
});

async function sendBody(client: SQSClient, queueUrl: string, letter: Letter) {
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, ...entryOf(letter) }));
}

function batchesOf(letters: readonly Letter[]): readonly (readonly Letter[])[] {
  const batches: Letter[][] = [];
  let bytes = 0;
  for (const letter of letters) {
    const size = Buffer.byteLength(letter.body);
    const last = batches.at(-1);
    if (last && last.length < batchSize && bytes + size <= batchBytes) {
      last.push(letter);
      bytes += size;
    } else {
      batches.push([letter]);
      bytes = size;
    }
  }
  return batches;
}

async function sendBatch(client: SQSClient, queueUrl: string, letters: readonly Letter[]) {
  const { Failed: failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: letters.map((letter, index) => ({ Id: String(index), ...entryOf(letter) })),
    }),
  );
  const [first] = failed;
  if (first)
    throw new Error(`queue refused ${failed.length} messages: ${first.Message ?? first.Code}`);
}
