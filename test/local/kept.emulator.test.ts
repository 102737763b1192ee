import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CreateQueueCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startEmulator } from '../../local/emulator.ts';
import { freshFolder } from '../support/local-stack.ts';

const place = { Bucket: 'kept', Key: 'object' };

test('an emulator that keeps its state starts with it again, at the same address', async () => {
  const folder = freshFolder();
  const kept = join(folder, 'kept');
  const start = () => startEmulator(join(folder, 'run'), join(folder, 'log'), { kept });
  const first = await start();
  const { endpoint } = first;
  const objects = new S3Client({ endpoint, forcePathStyle: true });
  const queues = new SQSClient({ endpoint });
  try {
    await objects.send(new CreateBucketCommand({ Bucket: place.Bucket }));
    await objects.send(new PutObjectCommand({ ...place, Body: 'still here' }));
    await queues.send(new CreateQueueCommand({ QueueName: 'kept' }));
  } finally {
    await first.stop();
  }
  expect(existsSync(kept)).toBe(true);
  const second = await start();
  try {
    expect(second.endpoint).toBe(endpoint);
    const { Body: body } = await objects.send(new GetObjectCommand(place));
    expect(await body?.transformToString()).toBe('still here');
    const { QueueUrl: url } = await queues.send(new GetQueueUrlCommand({ QueueName: 'kept' }));
    expect(url).toContain(new URL(endpoint).port);
  } finally {
    await second.stop();
  }
});
