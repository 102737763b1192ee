import { randomUUID } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { type DynamoDBClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { ask, createFunction } from '../api.ts';
import { logIn } from '../session.ts';
import type { Chain } from './chain.ts';
import { areEmpty } from './queue-depth.ts';

const helloWorld = `def main(name='World', **kwargs):
    return 'Hello, %s' % name
`;
const functionTimeoutSeconds = 5;

export interface Deployed {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly executionsTable: string;
  /** The queues between an event and its execution. */
  readonly queueUrls: readonly string[];
}

/** Creates the guide's function, webhook and alarm (here with repeated actions) through the API. */
export async function buildTaibai(
  deployed: Deployed,
  { dynamo, queues }: { readonly dynamo: DynamoDBClient; readonly queues: SQSClient },
): Promise<Chain> {
  const { url, user, password } = deployed;
  const session = await logIn(url, user, user, password);
  const functionId = await createFunction(session, helloWorld, functionTimeoutSeconds);
  const webhook = z
    .object({ webhook_url: z.string() })
    .parse(JSON.parse(await ask(session, 'POST', '/v1/webhooks', { function_id: functionId })));
  const eventType = `bench.${randomUUID()}`;
  await ask(session, 'POST', '/alarming/v2/alarms', {
    name: 'bench',
    type: 'event',
    event_rule: { event_type: eventType },
    repeat_actions: true,
    alarm_actions: [webhook.webhook_url],
  });
  return {
    name: 'Taibai',
    async send(eventIds) {
      await ask(
        session,
        'POST',
        '/events',
        eventIds.map((eventId) => notification(eventId, eventType, session.projectId)),
      );
    },
    idle: () => areEmpty(queues, deployed.queueUrls),
    finished: () => succeeded(dynamo, deployed.executionsTable),
  };
}

const notification = (messageId: string, eventType: string, projectId: string) => ({
  message_id: messageId,
  event_type: eventType,
  generated: '2026-11-23T10:02:38.305378',
  traits: [
    ['project_id', 1, projectId],
    ['service', 1, 'nova'],
    ['vm_name', 1, 'new_instance'],
    ['vm_id', 1, randomUUID()],
  ],
  raw: {},
});

const eventOf = z.object({
  reason_data: z.object({ event: z.object({ message_id: z.string() }) }),
});

async function succeeded(
  dynamo: DynamoDBClient,
  table: string,
): Promise<ReadonlyMap<string, number>> {
  const texts = new Map<string, string>();
  const ends = new Map<string, number>();
  let start: ScanCommandOutput['LastEvaluatedKey'];
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page: ScanCommandOutput = await dynamo.send(
      new ScanCommand({ TableName: table, ExclusiveStartKey: start }),
    );
    for (const { sk, status, updatedAt, input, compressed } of page.Items ?? []) {
      const [id = '', text] = (sk?.S ?? '').split('#');
      if (status?.S === 'success') ends.set(id, Date.parse(updatedAt?.S ?? ''));
      // A long input is an item of its own.
      if (input?.M?.['text']?.S) texts.set(id, input.M['text'].S);
      if (text === 'input' && compressed?.B) texts.set(id, inflateRawSync(compressed.B).toString());
    }
    start = page.LastEvaluatedKey;
  } while (start);
  const finished = new Map<string, number>();
  for (const [id, end] of ends) {
    const event = eventOf.safeParse(JSON.parse(texts.get(id) ?? 'null'));
    if (event.success) finished.set(event.data.reason_data.event.message_id, end);
  }
  return finished;
}
