import { randomUUID } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { passwordSecretName } from '../../functions/contract/secrets.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import { nodeIds } from '../../functions/platform/node/ids.ts';
import { createAlarm, createFunction, execute, publish, reasonOf, until } from '../../local/api.ts';
import type { Outputs } from '../../local/cdk.ts';
import { logIn, type Session } from '../../local/session.ts';
import { createWebhook } from '../support/deployed.ts';
import { request } from '../support/local-stack.ts';
import type { Stand } from './stand.ts';
import { owner } from './steps.ts';

/** What is created before the deployments that must keep it. */
export interface Kept {
  readonly projectId: string;
  readonly functionId: string;
  readonly webhookUrl: string;
  /** Never fires, and so does not change. */
  readonly alarmId: string;
  readonly firingAlarmId: string;
  readonly eventType: string;
}

const clientOptions = ({ cloud }: Stand) => ({
  region: cloud.region,
  endpoint: cloud.env['AWS_ENDPOINT_URL'] ?? '',
  credentials: {
    accessKeyId: cloud.env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: cloud.env['AWS_SECRET_ACCESS_KEY'] ?? '',
  },
});

/** Logs in with the password that the deployment generated; rejects if there is none. */
export async function sessionOf(stand: Stand, user: string = owner): Promise<Session> {
  const { SecretString: password = '' } = await new SecretsManagerClient(clientOptions(stand)).send(
    new GetSecretValueCommand({ SecretId: passwordSecretName('taibai', user) }),
  );
  return logIn(stand.url, user, 'shop', password);
}

export async function createKept(stand: Stand): Promise<Kept> {
  const session = await sessionOf(stand);
  const functionId = await createFunction(session, 'def main():\n    return "kept"\n', 5);
  await execute(session, functionId);
  const eventType = 'upgrade.kept';
  return {
    projectId: session.projectId,
    functionId,
    webhookUrl: await createWebhook(session, functionId),
    alarmId: await createAlarm(session, 'kept', 'never'),
    firingAlarmId: await createAlarm(session, 'firing', eventType),
    eventType,
  };
}

const tables = ['FunctionsTable', 'ExecutionsTable', 'AlarmsTable', 'IdentityTable'] as const;

/** Every stored row as text, by table and key. */
export async function rowsOf(stand: Stand, outputs: Outputs): Promise<ReadonlyMap<string, string>> {
  const dynamo = new DynamoDBClient(clientOptions(stand));
  const read = await Promise.all(
    tables.map(async (table) => {
      const { Items: items = [] } = await dynamo.send(
        new ScanCommand({ TableName: outputs[table] ?? '' }),
      );
      return items.map((item): [string, string] => [
        [table, item['pk']?.S, item['sk']?.S].join(' '),
        JSON.stringify(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      ]);
    }),
  );
  return new Map(read.flat());
}

/**
 * The rows of what is kept, except for counters. The hash of a password is left out, because a user who comes
 * back gets a new password.
 */
export async function keptRows(
  stand: Stand,
  outputs: Outputs,
  { alarmId, functionId, webhookUrl }: Kept,
): Promise<ReadonlyMap<string, string>> {
  const ids = [alarmId, functionId, webhookIn(webhookUrl), `"${owner}"`];
  const rows = [...(await rowsOf(stand, outputs))];
  const kept = rows.filter(([key, row]) => ids.some((id) => key.includes(id) || row.includes(id)));
  return new Map(
    kept
      .filter(([, row]) => !row.includes('["count",'))
      .map(([key, row]) => [key, row.replace(/scrypt\$[^"]+/, 'hash')]),
  );
}

const webhookIn = (url: string): string => /webhooks\/([^/]+)\//.exec(url)?.[1] ?? '';

/** Stops or starts what consumes the executions, so that a message waits there while a deployment is made. */
async function consume(stand: Stand, outputs: Outputs, enabled: boolean): Promise<void> {
  const lambda = new LambdaClient(clientOptions(stand));
  const queue = outputs['ExecutionsQueueUrl']?.split('/').at(-1) ?? '';
  const { EventSourceMappings: all = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({}),
  );
  for (const { EventSourceArn: arn, UUID: id } of all)
    if (arn?.endsWith(`:${queue}`))
      // oxlint-disable-next-line no-await-in-loop -- there is one
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID: id, Enabled: enabled }));
}

/** Sends the message of an alarm's action, which waits until `released` is called. Answers with the execution's id. */
export async function heldMessage(stand: Stand, outputs: Outputs, kept: Kept): Promise<string> {
  await consume(stand, outputs, false);
  const executionId = nodeIds.ordered(systemClock.now());
  const webhookId = webhookIn(kept.webhookUrl);
  const { projectId } = kept;
  const message = { v: 1, kind: 'webhook', projectId, webhookId, executionId };
  await new SQSClient(clientOptions(stand)).send(
    new SendMessageCommand({
      QueueUrl: outputs['ExecutionsQueueUrl'],
      MessageBody: JSON.stringify({ ...message, input: { text: '{}' } }),
    }),
  );
  return executionId;
}

export const release = (stand: Stand, outputs: Outputs): Promise<void> =>
  consume(stand, outputs, true);

/** The status of an execution in the table, once it has ended. */
export const endOf = (stand: Stand, outputs: Outputs, executionId: string): Promise<string> =>
  until(60, async () => {
    const rows = await rowsOf(stand, outputs);
    const row = [...rows].find(([key]) => key.endsWith(executionId))?.[1] ?? '';
    const [, status] = /\["status",\{"S":"(\w+)"\}\]/.exec(row) ?? [];
    return status === undefined || status === 'running' ? undefined : status;
  });

/** Calls the webhook under its present address, as strangers do, and answers with the status. */
export async function callWebhook({ url }: Stand, { webhookUrl }: Kept): Promise<number> {
  const answer = await fetch(url + new URL(webhookUrl).pathname, { method: 'POST' });
  return answer.status;
}

/** Arms the alarm again and publishes an event; answers with the reason once that event has fired it. */
export async function firedBy(session: Session, kept: Kept): Promise<string> {
  const { eventType, firingAlarmId } = kept;
  const state = `/alarming/v2/alarms/${firingAlarmId}/state`;
  await request(session, 'PUT', state, '"insufficient data"');
  const id = randomUUID();
  await publish(session, eventType, id);
  return until(30, async () => {
    const reason = await reasonOf(session, firingAlarmId);
    return reason?.includes(id) ? reason : undefined;
  });
}
