import { randomUUID } from 'node:crypto';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createFunction, execute, until } from '../support/deployed.ts';
import { guestOf, localStack, session } from '../support/local-stack.ts';

const queues = new SQSClient({});

test.concurrent.each(['Hits', 'Executions', 'Deliveries', 'Provisioning'])(
  'a malformed message on the queue %s goes to its dead-letter queue, with the reason',
  async (name) => {
    const poison = `poison ${randomUUID()}`;
    await queues.send(
      new SendMessageCommand({
        QueueUrl: localStack.output(`${name}QueueUrl`),
        MessageBody: poison,
      }),
    );
    const found = await until('the message is in the dead-letter queue', async () => {
      const { Messages: messages = [] } = await queues.send(
        new ReceiveMessageCommand({
          QueueUrl: localStack.output(`${name}DeadLettersUrl`),
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['reason'],
          VisibilityTimeout: 1,
        }),
      );
      return messages.find(({ Body: body }) => body === poison);
    });
    expect(found.MessageAttributes?.['reason']?.StringValue).toBe('message is not JSON');
  },
);

test('executions run in spite of malformed messages', async () => {
  const guest = await session({ user: guestOf.poison });
  const fn = await createFunction(guest, 'def main():\n    return 1\n');
  const poisoned = Array.from({ length: 5 }, () =>
    queues.send(
      new SendMessageCommand({
        QueueUrl: localStack.output('ExecutionsQueueUrl'),
        MessageBody: '{"v": 1, "kind": "unheard of"}',
      }),
    ),
  );
  await Promise.all(poisoned);
  expect(await execute(guest, fn, null, { sync: false })).toMatchObject({ status: 'success' });
});
