import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { batching } from './batching.ts';

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

interface Letter extends Sending {
  readonly body: string;
}

/**
 * Sends messages to a queue; rejects unless SQS has taken the message. What is sent in the same moment
 * goes in as few requests as it fits into, and each message is answered for itself.
 */
export function queueSender(
  client: SQSClient,
  queueUrl: string,
): (message: unknown, sending?: Sending) => Promise<void> {
  const sendBatch = async (letters: readonly Letter[]): Promise<readonly (Error | undefined)[]> => {
    const [first, second] = letters;
    if (first && !second) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, ...entryOf(first) }));
      return [undefined];
    }
    const { Failed: failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: letters.map((letter, index) => ({ Id: String(index), ...entryOf(letter) })),
      }),
    );
    const refusals = new Map(
      failed.map(({ Id, Message, Code }) => [Id, new Error(`queue refused: ${Message ?? Code}`)]),
    );
    return letters.map((_, index) => refusals.get(String(index)));
  };
  const sendAll = async (letters: readonly Letter[]) =>
    (await Promise.all(batchesOf(letters).map(answered(sendBatch)))).flat();

  const send = batching(sendAll, Number.POSITIVE_INFINITY);
  return (message, sending = {}) => send({ ...sending, body: letterText(message) });
}

/** SQS refuses these two characters, which JSON may also write as escapes; it takes whatever else JSON does not escape. */
export const letterText = (message: unknown): string =>
  JSON.stringify(message).replace(
    /[\ufffe\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16)}`,
  );

/** A batch that fails as a whole fails each of its letters, and no other batch's. */
const answered =
  (send: (letters: readonly Letter[]) => Promise<readonly (Error | undefined)[]>) =>
  async (letters: readonly Letter[]): Promise<readonly (Error | undefined)[]> => {
    try {
      return await send(letters);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return letters.map(() => error);
    }
  };

const entryOf = ({ body, delaySeconds = 0, group }: Letter) => ({
  MessageBody: body,
  ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
  ...(group !== undefined && { MessageGroupId: group }),
});

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
