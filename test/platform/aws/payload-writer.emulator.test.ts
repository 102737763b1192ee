import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { s3PayloadStore } from '../../../functions/platform/aws/payload-store.ts';
import {
  lambdaObjectPlace,
  s3Payloads,
  s3PayloadWriter,
} from '../../../functions/platform/aws/payload-writer.ts';
import { s3Client } from '../../../functions/platform/aws/s3.ts';
import { createBucket } from '../../support/bucket.ts';

test('the store loads what the writer stored, small or large', async () => {
  const client = s3Client(process.env);
  const bucket = await createBucket(client);
  const writer = s3PayloadWriter(lambdaObjectPlace(bucket, process.env));
  const store = s3PayloadStore(client, bucket);
  const texts = ['{}', `"${'é'.repeat(50_000)}"`];
  const stored = await Promise.all(
    texts.map((text) => writer.store(`executions/demo/${randomUUID()}/input`, text)),
  );
  expect(stored).toEqual([{ text: '{}' }, { key: expect.stringMatching(/^payloads\//) }]);
  expect(await Promise.all(stored.map((payload) => store.load(payload)))).toEqual(texts);
  const payloads = s3Payloads(lambdaObjectPlace(bucket, process.env));
  expect(await Promise.all(stored.map((payload) => payloads.load(payload)))).toEqual(texts);
  await expect(payloads.load({ key: 'payloads/nothing' })).rejects.toThrow('S3 answered 404');
});
