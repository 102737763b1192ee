import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { s3PayloadWriter } from '../../../functions/platform/aws/payload-writer.ts';
import { listen } from '../../support/listen.ts';

const large = 'x'.repeat(70_000);
const credentials = { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' };
const writerTo = (endpoint: string) =>
  s3PayloadWriter({
    bucket: 'bucket',
    region: 'us-east-1',
    endpoint,
    credentials: () => credentials,
  });

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A stand-in for S3 that gives these statuses one after the other, and 200 from then on. */
async function bucketThat(...statuses: readonly number[]) {
  const puts: { readonly path: string | undefined; readonly signed: boolean }[] = [];
  const server = createServer((request, response) => {
    const { 'x-amz-security-token': token, authorization = '' } = request.headers;
    const signed = token === 't' && authorization.startsWith('AWS4-HMAC-SHA256 Credential=a/');
    response.statusCode = statuses[puts.length] ?? 200;
    puts.push({ path: request.url, signed });
    request.resume().on('end', () => response.end());
  });
  closing.push(() => server.close());
  return { writer: writerTo(`http://127.0.0.1:${await listen(server)}`), puts };
}

describe('a large payload', () => {
  test('is put once, signed, under its key', async () => {
    const { writer, puts } = await bucketThat();
    expect(await writer.store('a/b', large)).toEqual({ key: 'payloads/a/b' });
    expect(puts).toEqual([{ path: '/bucket/payloads/a/b', signed: true }]);
  });

  test('is put again after a 5xx or a 429', async () => {
    const { writer, puts } = await bucketThat(503, 429, 500);
    expect(await writer.store('x', large)).toEqual({ key: 'payloads/x' });
    expect(puts).toHaveLength(4);
  });

  test('is given up after four attempts', async () => {
    const { writer, puts } = await bucketThat(500, 500, 500, 500);
    await expect(writer.store('x', large)).rejects.toThrow('S3 answered 500 to a payload');
    expect(puts).toHaveLength(4);
  });

  test('is given up at once if S3 refuses it', async () => {
    const { writer, puts } = await bucketThat(403);
    await expect(writer.store('x', large)).rejects.toThrow('S3 answered 403 to a payload');
    expect(puts).toHaveLength(1);
  });

  test('fails after a few attempts if S3 cannot be reached', async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    await expect(writerTo(`http://127.0.0.1:${port}`).store('x', large)).rejects.toThrow(
      'fetch failed',
    );
  });
});
