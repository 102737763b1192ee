import { randomUUID } from 'node:crypto';
import {
  CreateEventBusCommand,
  type EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { localConcurrency } from '../local-settings.ts';
import type { Chain } from './chain.ts';
import { createFunction, type FloorClients, forward, node } from './floor.ts';

const post = `
export const handler = (batch) => (console.log('{}'), Promise.all(batch.Records.map((record) =>
  fetch(process.env.RECEIVER, { method: 'POST', body: JSON.stringify({ reason_data: { event: {
    message_id: JSON.parse(record.body).id } } }) }))));
`;

const floorSource = 'floor';

/** A chain whose bus can get more rules. */
export interface ReceiverFloor extends Chain {
  readonly busName: string;
  /** The source of its events. */
  readonly source: string;
  /** Puts rules that match nothing, until the bus has so many. */
  fill(rules: number): Promise<void>;
}

/**
 * The lower bound for the same services on the same machine from an event to a POST: one rule among as many as
 * Taibai has, for each hop one queue and one Lambda that only forwards, and the same receiver.
 */
export async function buildReceiverFloor(
  clients: FloorClients,
  bundle: (source: string) => Promise<string>,
  receiver: { readonly url: string; readonly arrivals: ReadonlyMap<string, number> },
): Promise<ReceiverFloor> {
  const id = randomUUID().slice(0, 8);
  const name = (part: string) => `floor-${id}-${part}`;
  const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:000000000000:${name(queue)}`;
  const create = async (queue: string): Promise<string> =>
    (await clients.queues.send(new CreateQueueCommand({ QueueName: name(queue) }))).QueueUrl ?? '';
  const [, posts] = await Promise.all([create('hits'), create('posts')]);
  const lambdas = [
    { part: 'forward', source: forward, variables: { NEXT: posts }, queue: 'hits' },
    { part: 'post', source: post, variables: { RECEIVER: receiver.url }, queue: 'posts' },
  ] as const;
  for (const { part, source, variables, queue } of lambdas) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const bundled = await bundle(source);
    // oxlint-disable-next-line no-await-in-loop -- see above
    await createFunction(clients.lambda, { name: name(part), ...node, source: bundled, variables });
    // oxlint-disable-next-line no-await-in-loop -- see above
    await clients.lambda.send(
      new CreateEventSourceMappingCommand({
        BatchSize: 10,
        ScalingConfig: { MaximumConcurrency: localConcurrency.hits },
        FunctionName: name(part),
        EventSourceArn: arnOf(queue),
      }),
    );
  }
  const bus = name('bus');
  await clients.events.send(new CreateEventBusCommand({ Name: bus }));
  await putRule(clients.events, {
    bus,
    rule: name('rule'),
    type: 'measured',
    target: arnOf('hits'),
  });
  let rules = 1;
  return {
    name: 'floor',
    busName: bus,
    source: floorSource,
    async fill(count) {
      for (; rules < count; rules += 1)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await putRule(clients.events, {
          bus,
          rule: name(`other-${rules}`),
          type: `other-${rules}`,
          target: arnOf('hits'),
        });
    },
    async send(eventIds) {
      await clients.events.send(
        new PutEventsCommand({
          Entries: eventIds.map((eventId) => ({
            EventBusName: bus,
            Source: floorSource,
            DetailType: 'event',
            Detail: JSON.stringify({ id: eventId, type: 'measured' }),
          })),
        }),
      );
    },
    idle: async () => true,
    finished: async () => receiver.arrivals,
  };
}

async function putRule(
  events: EventBridgeClient,
  {
    bus,
    rule,
    type,
    target,
  }: {
    readonly bus: string;
    readonly rule: string;
    readonly type: string;
    readonly target: string;
  },
): Promise<void> {
  const EventPattern = JSON.stringify({ source: [floorSource], detail: { type: [type] } });
  await events.send(new PutRuleCommand({ Name: rule, EventBusName: bus, EventPattern }));
  const Targets = [{ Id: 'queue', Arn: target, InputPath: '$.detail' }];
  await events.send(new PutTargetsCommand({ Rule: rule, EventBusName: bus, Targets }));
}
