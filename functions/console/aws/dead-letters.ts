import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import type { DeadLetterQueue } from '../../contract/dead-letters.ts';
import type { Clock } from '../../platform/ports.ts';
import { millisecondsOf } from '../../platform/core/instant.ts';
import type { DeadLetter, DeadLetters } from '../admin-ports.ts';

/** SQS hands out ten messages a request at most. */
const messagesAtOnce = 10;
/** How long a received message stays hidden: longer than the Lambda runs, so that nobody sends one twice. */
const hiddenSeconds = 60;
/** After how long no more messages are received; the Lambda ends after 29 seconds. */
const workMilliseconds = 15_000;

/** Dead-letter queues in SQS. It hands out a sample of a queue, so several requests are made until one is empty. */
export function sqsDeadLetters(
  client: SQSClient,
  queues: readonly DeadLetterQueue[],
  clock: Clock,
): DeadLetters {
  const queueOf = (name: string): DeadLetterQueue => {
    const queue = queues.find((each) => each.name === name);
    if (!queue) throw new Error(`there is no dead-letter queue ${name}`);
    return queue;
  };

  /** Receives messages one batch after the other. A message that `use` leaves hidden comes back in a minute. */
  async function receive(
    url: string,
    limit: number,
    use: (message: Message) => Promise<void>,
  ): Promise<void> {
    const end = millisecondsOf(clock.now()) + workMilliseconds;
    for (let left = limit; left > 0 && millisecondsOf(clock.now()) < end; ) {
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other
      const { Messages: messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: Math.min(messagesAtOnce, left),
          VisibilityTimeout: hiddenSeconds,
          MessageAttributeNames: ['reason', 'ERROR_MESSAGE'],
          MessageSystemAttributeNames: [
            'ApproximateReceiveCount',
            'MessageGroupId',
            'SentTimestamp',
          ],
        }),
      );
      if (messages.length === 0) return;
      // oxlint-disable-next-line no-await-in-loop -- the same
      await Promise.all(messages.map(use));
      left -= messages.length;
    }
  }

  const remove = ({ url }: DeadLetterQueue, { ReceiptHandle }: Message) =>
    client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));

  const show = async ({ url }: DeadLetterQueue, { ReceiptHandle }: Message): Promise<void> => {
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
    );
  };

  return {
    names: queues.map(({ name }) => name),
    canResend: (name) => queueOf(name).source !== null,

    async depth(name) {
      const { Attributes: attributes = {} } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueOf(name).url,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return {
        waiting: Number(attributes['ApproximateNumberOfMessages'] ?? 0),
        inFlight: Number(attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
      };
    },

    async peek(name, limit) {
      const queue = queueOf(name);
      const seen: Message[] = [];
      try {
        await receive(queue.url, limit, async (message) => void seen.push(message));
      } finally {
        await Promise.all(seen.map((message) => show(queue, message)));
      }
      return seen.map(letterIn).toSorted((left, right) => left.sentAt - right.sentAt);
    },

    async resend(name, limit) {
      const queue = queueOf(name);
      const { source } = queue;
      if (source === null) return 0;
      let resent = 0;
      await receive(queue.url, limit, async (message) => {
        const group = message.Attributes?.['MessageGroupId'];
        await client.send(
          new SendMessageCommand({
            QueueUrl: source,
            MessageBody: message.Body,
            ...(group !== undefined && { MessageGroupId: group }),
          }),
        );
        // Sent first: whoever ends in between leaves it in both queues, and a repeated message has no second effect.
        await remove(queue, message);
        resent += 1;
      });
      return resent;
    },

    async remove(name, ids) {
      const queue = queueOf(name);
      const { waiting } = await this.depth(name);
      let removed = 0;
      const others: Message[] = [];
      try {
        await receive(queue.url, waiting + ids.length, async (message) => {
          if (!ids.includes(message.MessageId ?? '')) return void others.push(message);
          await remove(queue, message);
          removed += 1;
        });
      } finally {
        await Promise.all(others.map((message) => show(queue, message)));
      }
      return removed;
    },
  };
}

const letterIn = ({ Attributes, Body, MessageAttributes, MessageId }: Message): DeadLetter => ({
  id: MessageId ?? '',
  received: Number(Attributes?.['ApproximateReceiveCount'] ?? 0),
  sentAt: Number(Attributes?.['SentTimestamp'] ?? 0),
  reason:
    (MessageAttributes?.['reason'] ?? MessageAttributes?.['ERROR_MESSAGE'])?.StringValue ??
    reasonIn(Body),
  body: Body ?? '',
});

/** What the bridge to a broker puts aside says in itself why. */
const ofBroker = z.strictObject({
  queue: z.string(),
  data: z.string(),
  reason: z.string(),
  cut: z.boolean(),
});

function reasonIn(body = ''): string | null {
  try {
    return ofBroker.parse(JSON.parse(body)).reason;
  } catch {
    return null;
  }
}
