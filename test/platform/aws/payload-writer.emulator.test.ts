import { randomUUID } from 'node:crypto';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { s3PayloadStore } from '../../../functions/platform/aws/payload-store.ts';
import {
  lambdaObjectPlace,
  s3PayloadWriter,
} from '../../../functions/platform/aws/payload-writer.ts';
import { s3Client } from '../../../functions/platform/aws/s3.ts';
import { systemClock } from '../../../functions/platform/node/clock.ts';
import { timerSleep } from '../../../functions/platform/node/sleep.ts';

test('what the writer stores is what the store loads, small or large', async () => {
  const bucket = `payloads-${randomUUID()}`;
  await s3Client().send(new CreateBucketCommand({ Bucket: bucket }));
  const writer = s3PayloadWriter(lambdaObjectPlace(bucket), {
    clock: systemClock,
    sleep: timerSleep,
  });
  const store = s3PayloadStore(s3Client(), bucket);
  const texts = ['{}', `"${'é'.repeat(50_000)}"`];
  const stored = await Promise.all(
    texts.map((text) => writer.store(`executions/demo/${randomUUID()}/input`, text)),
  );
  expect(stored).toEqual([{ text: '{}' }, { key: expect.stringMatching(/^payloads\//) }]);
  expect(await Promise.all(stored.map((payload) => store.load(payload)))).toEqual(texts);
});

test('a place that cannot be reached fails after a few attempts', async () => {
  const writer = s3PayloadWriter(
    { ...lambdaObjectPlace('nowhere'), endpoint: 'http://127.0.0.1:9' },
    { clock: systemClock, sleep: async () => {} },
  );
  await expect(writer.store('x', 'x'.repeat(70_000))).rejects.toThrow('fetch failed');
});
