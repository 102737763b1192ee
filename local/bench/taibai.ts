import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import * as z from 'zod';
import type { Chain } from './chain.ts';
import { areEmpty } from './queue-depth.ts';

const helloWorld = `def main(name='World', **kwargs):
    return 'Hello, %s' % name
`;

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
  const session = await logIn(deployed);
  const call = caller(deployed.url, session.token);
  const runtimes = z
    .object({ runtimes: z.array(z.object({ id: z.string() })) })
    .parse(await call('GET', '/v1/runtimes'));
  const form = new FormData();
  form.set('runtime_id', runtimes.runtimes[0]?.id ?? '');
  form.set('code', '{"source": "package"}');
  form.set('entry', 'hello_world.main');
  const zip = zipSync({ 'hello_world.py': new TextEncoder().encode(helloWorld) });
  form.set('package', new Blob([zip]), 'hello_world.zip');
  const fn = withId.parse(await call('POST', '/v1/functions', form));
  const webhook = z
    .object({ webhook_url: z.string() })
    .parse(await call('POST', '/v1/webhooks', { function_id: fn.id }));
  const eventType = `bench.${randomUUID()}`;
  await call('POST', '/alarming/v2/alarms', {
    name: 'bench',
    type: 'event',
    event_rule: { event_type: eventType },
    repeat_actions: true,
    alarm_actions: [webhook.webhook_url],
  });
  return {
    name: 'Taibai',
    async send(eventIds) {
      await call(
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

const withId = z.object({ id: z.string() });

async function logIn({ url, user, password }: Deployed) {
  const response = await fetch(`${url}/identity/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: user, domain: { id: 'default' }, password } },
        },
        scope: { project: { name: user, domain: { id: 'default' } } },
      },
    }),
  });
  const body = z.object({ token: z.object({ project: withId }) }).parse(await response.json());
  return { token: response.headers.get('x-subject-token') ?? '', projectId: body.token.project.id };
}

const caller =
  (url: string, token: string) =>
  async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        'x-auth-token': token,
        ...(body && !(body instanceof FormData) && { 'content-type': 'application/json' }),
      },
      ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };

const eventOf = z.object({
  reason_data: z.object({ event: z.object({ message_id: z.string() }) }),
});

async function succeeded(
  dynamo: DynamoDBClient,
  table: string,
): Promise<ReadonlyMap<string, number>> {
  const finished = new Map<string, number>();
  let start: ScanCommandOutput['LastEvaluatedKey'];
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page: ScanCommandOutput = await dynamo.send(
      new ScanCommand({ TableName: table, ExclusiveStartKey: start }),
    );
    for (const row of page.Items ?? []) {
      if (row['status']?.S !== 'success') continue;
      const event = eventOf.safeParse(JSON.parse(row['input']?.M?.['text']?.S ?? 'null'));
      const id = event.data?.reason_data.event.message_id;
      if (id !== undefined) finished.set(id, Date.parse(row['updatedAt']?.S ?? ''));
    }
    start = page.LastEvaluatedKey;
  } while (start);
  return finished;
}
