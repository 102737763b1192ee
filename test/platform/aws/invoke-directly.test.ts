import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { invokeDirectly } from '../../../functions/platform/aws/invoke-directly.ts';
import { listen } from '../../support/listen.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:taibai-publishers';
const answer = z.object({ ok: z.boolean() });
const credentials = () => ({ accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' });

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly failed?: boolean;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A stand-in for Lambda that gives these answers one after the other, and the last again from then on. */
async function lambdaThat(...answers: readonly Answer[]) {
  const requests: { readonly path: string | undefined; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body, failed } = answers[requests.length] ??
        answers.at(-1) ?? { status: 500 };
      const { 'x-amz-security-token': token, authorization = '' } = request.headers;
      const isSigned =
        token === 't' && /Credential=a\/\d{8}\/us-east-1\/lambda\//.test(authorization);
      requests.push({ path: request.url, body: Buffer.concat(chunks).toString() });
      response.statusCode = isSigned ? status : 403;
      if (failed) response.setHeader('x-amz-function-error', 'Unhandled');
      response.end(body ?? '{"ok":true}');
    });
  });
  closing.push(() => server.close());
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  const lambda = { functionArn, place: { region: 'us-east-1', endpoint, credentials } };
  return { ask: () => invokeDirectly(lambda, { secret: 'mine' }, answer), requests };
}

describe('a direct invocation', () => {
  test('is sent once, signed, and its answer is read', async () => {
    const { ask, requests } = await lambdaThat({ status: 200 });
    expect(await ask()).toEqual({ ok: true });
    expect(requests).toEqual([
      {
        path: `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`,
        body: '{"secret":"mine"}',
      },
    ]);
  });

  test('is sent again after throttling and a 5xx', async () => {
    const { ask, requests } = await lambdaThat({ status: 429 }, { status: 503 }, { status: 200 });
    expect(await ask()).toEqual({ ok: true });
    expect(requests).toHaveLength(3);
  });

  test('is given up after three attempts', async () => {
    const { ask, requests } = await lambdaThat({ status: 500 });
    await expect(ask()).rejects.toThrow('Lambda answered 500');
    expect(requests).toHaveLength(3);
  });

  test('is given up at once if Lambda refuses it', async () => {
    const { ask, requests } = await lambdaThat({ status: 403 });
    await expect(ask()).rejects.toThrow('Lambda answered 403');
    expect(requests).toHaveLength(1);
  });

  test('fails without its answer in the error if the Lambda failed, and is not sent again', async () => {
    const { ask, requests } = await lambdaThat({ status: 200, body: '"mine"', failed: true });
    await expect(ask()).rejects.toThrow(`the Lambda ${functionArn} failed`);
    await expect(ask()).rejects.not.toThrow('mine');
    expect(requests).toHaveLength(2);
  });

  test('fails if the answer is not of the agreed form', async () => {
    const { ask } = await lambdaThat({ status: 200, body: '{"ok":"yes"}' });
    await expect(ask()).rejects.toThrow('invalid_type');
  });

  test('fails after a few attempts if Lambda cannot be reached', async () => {
    const { ask } = await lambdaThat({ status: 200 });
    for (const close of closing.splice(0)) close();
    await expect(ask()).rejects.toThrow('fetch failed');
  });
});
