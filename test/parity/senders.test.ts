import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EventBridgeClient,
  ListRulesCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, test } from 'vitest';
import { instanceStateChange } from '../events/support/account-events.ts';
import { guestOf, localStack, request, session } from '../support/local-stack.ts';
import { scriptOf, sendersPython } from './support/conversion.ts';
import { isInstalled } from './support/oracle.ts';

/** Runs a program with this input and returns its output. Throws with its errors if it fails. */
async function runWith(program: readonly string[], input = ''): Promise<string> {
  const [name = '', ...parameters] = program;
  const child = spawn(name, parameters, { stdio: 'pipe' });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program.join(' ')} ended with ${code}: ${errors}`);
  return output;
}

/** Creates an alarm on an event type. Its state shows whether such an event has arrived. */
async function alarmOn(eventType: string, user: string) {
  const own = await session({ user });
  const created = await request(own, 'POST', '/alarming/v2/alarms', {
    name: eventType,
    type: 'event',
    event_rule: { event_type: eventType },
  });
  expect(created.status).toBe(201);
  const { alarm_id: id }: { alarm_id: string } = JSON.parse(await created.text());
  return async (): Promise<string> => {
    const answer = await request(own, 'GET', `/alarming/v2/alarms/${id}/state`);
    return JSON.parse(await answer.text());
  };
}

const event = (eventType: string, projectId: string) => ({
  message_id: randomUUID(),
  event_type: eventType,
  generated: '2026-11-23T03:00:00.123456',
  traits: [
    ['project_id', 1, projectId],
    ['memory_mb', 2, 512],
    ['load', 3, 1.0],
    ['launched_at', 4, '2026-11-23T03:00:00'],
  ],
  raw: {},
});

const soon = { timeout: 20_000, interval: 200 };

describe.skipIf(!isInstalled(sendersPython, '-c', 'import ceilometer, cloudevents'))(
  'real senders',
  () => {
    const user = guestOf.senders;
    let projectId = '';
    let credential = { id: '', secret: '' };

    beforeAll(async () => {
      const own = await session({ user });
      projectId = own.projectId;
      const answer = await request(
        own,
        'POST',
        `/identity/v3/users/${own.userId}/application_credentials`,
        { application_credential: { name: `senders-${randomUUID()}` } },
      );
      const body: { application_credential: { id: string; secret: string } } = JSON.parse(
        await answer.text(),
      );
      credential = body.application_credential;
    });

    test("Ceilometer's http publisher, with the event_pipeline.yaml of docs/events.md", async () => {
      const type = `ceilometer.${randomUUID()}`;
      const state = await alarmOn(type, user);
      const pipeline = join(mkdtempSync(join(tmpdir(), 'pipeline-')), 'event_pipeline.yaml');
      const ingest = localStack.url.replace('://', `://${credential.id}:${credential.secret}@`);
      writeFileSync(
        pipeline,
        [
          'sources: [{name: event_source, events: ["*"], sinks: [event_sink]}]',
          'sinks:',
          '  - name: event_sink',
          `    publishers: ["${ingest}/events?timeout=20&max_retries=2"]`,
          '',
        ].join('\n'),
      );
      const batches = [
        [event('other', projectId), event(type, projectId)],
        Array.from({ length: 120 }, () => event('other', projectId)),
      ];
      await runWith(
        [sendersPython, scriptOf('ceilometer_publish.py'), pipeline],
        JSON.stringify(batches),
      );
      await expect.poll(state, soon).toBe('alarm');
    });

    test('the official CloudEvents SDK for Python, in binary and structured mode', async () => {
      const type = `cloudevents.${randomUUID()}`;
      const state = await alarmOn(type, user);
      const { id, secret } = credential;
      const output = await runWith([
        sendersPython,
        scriptOf('cloudevents_send.py'),
        `${localStack.url}/events`,
        id,
        secret,
        projectId,
        type,
      ]);
      expect(JSON.parse(output)).toEqual([202, 202]);
      await expect.poll(state, soon).toBe('alarm');
    });
  },
);

describe("AWS's own events on the default bus", () => {
  test('an instance that is terminated fires the alarm of the project of its account', async () => {
    const state = await alarmOn('compute.instance.delete.end', 'demo');
    const change = instanceStateChange('terminated');
    // Only EC2 may put its events on a bus, and the emulator's EC2 puts none. So the test asks whether
    // one rule matches the documented event, and then puts that on the rule's target itself.
    const { Rules: rules = [] } = await new EventBridgeClient({}).send(new ListRulesCommand({}));
    const asked = await Promise.all(
      rules.map(({ EventPattern: pattern }) =>
        new EventBridgeClient({}).send(
          new TestEventPatternCommand({ EventPattern: pattern, Event: JSON.stringify(change) }),
        ),
      ),
    );
    expect(asked.filter(({ Result: takes }) => takes)).toHaveLength(1);
    await new SQSClient({}).send(
      new SendMessageCommand({
        QueueUrl: localStack.output('AccountEventsQueueUrl'),
        MessageBody: JSON.stringify(change),
      }),
    );
    await expect.poll(state, soon).toBe('alarm');
  });

  test('other events that the deployment subscribes to keep their source and type', async () => {
    const state = await alarmOn('aws.s3.Object Created', 'demo');
    const s3 = new S3Client({ forcePathStyle: true });
    const bucket = `parcels-${randomUUID()}`;
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: bucket,
        NotificationConfiguration: { EventBridgeConfiguration: {} },
      }),
    );
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'parcel', Body: 'x' }));
    await expect.poll(state, soon).toBe('alarm');
  });
});
