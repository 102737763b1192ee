import { randomUUID } from 'node:crypto';
import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { bundleSource } from './bundle-source.ts';
import { createFunction, type FloorClients, node } from './floor.ts';

const ignore = `export const handler = async () => console.log('{}');`;

/**
 * A disabled rule for all events of a source, whose messages are received as the archiver's are, and ignored: the
 * least that a log of events can take on the same machine. Returns the rule's name.
 */
export async function neutralRule(
  { events, lambda, queues }: FloorClients,
  { busName, source }: { readonly busName: string; readonly source: string },
): Promise<string> {
  const name = `neutral-${randomUUID().slice(0, 8)}`;
  await queues.send(new CreateQueueCommand({ QueueName: name }));
  const queueArn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const code = await bundleSource(ignore);
  await createFunction(lambda, { name, ...node, source: code, variables: {} });
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: name,
      EventSourceArn: queueArn,
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 2,
    }),
  );
  const rule = { Name: name, EventBusName: busName };
  const EventPattern = JSON.stringify({ source: [source] });
  await events.send(new PutRuleCommand({ ...rule, EventPattern, State: 'DISABLED' }));
  const Targets = [{ Id: 'queue', Arn: queueArn }];
  await events.send(new PutTargetsCommand({ Rule: name, EventBusName: busName, Targets }));
  return name;
}
