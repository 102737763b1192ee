import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { eventBridgeRules } from '../../../functions/alarming/aws/event-bridge-rules.ts';
import { eventBridgeBus } from '../../../functions/events/aws/event-bus.ts';
import { timerSleep } from '../../../functions/platform/node/sleep.ts';
import { hitMessage, type HitMessage } from '../../../functions/contract/message.ts';
import { alarmRulesSuite, type RulesAndBus } from './alarm-rules.suite.ts';

const region = 'us-east-1';
const events = new EventBridgeClient({ region });
const queues = new SQSClient({ region });

async function createQueue() {
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: randomUUID() }));
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return { url: QueueUrl ?? '', arn: Attributes?.['QueueArn'] ?? '' };
}

/** A new bus with its queues. */
async function open(): Promise<RulesAndBus> {
  const busName = `test-${randomUUID()}`;
  await events.send(new CreateEventBusCommand({ Name: busName }));
  const [hits, dead] = await Promise.all([createQueue(), createQueue()]);
  const settings = {
    busName,
    namePrefix: 'taibai-test',
    hitsQueueArn: hits.arn,
    deadLetterQueueArn: dead.arn,
  };
  return {
    rules: eventBridgeRules(events, settings),
    bus: eventBridgeBus(events, busName, timerSleep),
    take: (expected) => take(hits.url, expected),
  };
}

async function take(QueueUrl: string, expected: number): Promise<readonly HitMessage[]> {
  const taken: HitMessage[] = [];
  for (let round = 0; round < 40; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- polls
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    taken.push(...Messages.map(({ Body = '' }) => hitMessage.parse(JSON.parse(Body))));
    if (Messages.length === 0 && taken.length >= expected && round > 1) break;
    const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
    // oxlint-disable-next-line no-await-in-loop -- polls
    if (Entries.length > 0) await queues.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    // oxlint-disable-next-line no-await-in-loop -- polls
    else await setTimeout(50);
  }
  return taken;
}

alarmRulesSuite(open);

describe('on EventBridge', () => {
  test('a pattern that it does not accept is refused', async () => {
    const { rules } = await open();
    const outcome = await rules.put(randomUUID(), { detail: { a: [{ unknown: 1 }] } }, true);
    expect(outcome).toBe('refused');
  });

  test('a name that is too long for a rule is an error', async () => {
    const { rules } = await open();
    await expect(rules.put('k'.repeat(60), {}, true)).rejects.toThrow('cannot be the name');
  });
});
