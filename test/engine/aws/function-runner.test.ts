import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  invokingClient,
  lambdaFunctionRunner,
} from '../../../functions/engine/aws/function-runner.ts';
import { invokeExceptions } from '../../../functions/engine/aws/invoke-exceptions.ts';
import { listen } from '../../support/listen.ts';

const invocation = {
  v: 1,
  execution_id: 'e',
  function_id: 'f',
  project_id: 'p',
  positional: false,
  timeout_seconds: 0,
} as const;
const envelope = { v: 1, execution_id: 'e', status: 'success', output: '1', duration: 0, log: '' };

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(JSON.stringify(body));
const error = (status: number, type: string) =>
  answering(status, { message: 'no' }, { 'x-amzn-errortype': type });
const functionError = (body: unknown) =>
  answering(200, body, { 'x-amz-function-error': 'Unhandled' });

/** Runs once against a Lambda that answers like this; also returns what it was sent. */
async function run(answer: Answer, inputJson = 'null', timeoutSeconds = 0) {
  const received: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(Buffer.concat(chunks).toString());
      answer(response, request);
    });
  });
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${await listen(server)}`);
  try {
    const runner = lambdaFunctionRunner(invokingClient(), 'prefix', 2);
    const asked = { ...invocation, timeout_seconds: timeoutSeconds };
    return { outcome: await runner.run('f', undefined, asked, inputJson), received };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('running a function', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('passes the input on as it was written', async () => {
    const input = '{"n": 1.0, "big": 12345678901234567890, "é": "Infinity"}';
    const { outcome, received } = await run(answering(200, envelope), input);
    expect(outcome).toEqual({ kind: 'answered', envelope });
    expect(received[0]).toContain(`"input":${input},`);
    expect(JSON.parse(received[0] ?? '')).toMatchObject(invocation);
  });

  test('sends a number that overflows as valid JSON', async () => {
    const { received } = await run(answering(200, envelope), '{"n": [-Infinity, "NaN"]}');
    expect(received[0]).toContain('{"n": [-1e999, "NaN"]}');
  });

  test('a connection lost before the answer makes the run lost, and nothing is sent again', async () => {
    const { outcome, received } = await run((response) => response.destroy());
    expect(outcome.kind).toBe('lost');
    expect(received).toHaveLength(1);
  });

  test('an answer that does not come in time makes the run lost, and nothing is sent again', async () => {
    const { outcome, received } = await run(() => {}, 'null', -4.8);
    expect(outcome.kind).toBe('lost');
    expect(received).toHaveLength(1);
  });

  const ours = [...invokeExceptions].filter(([, meaning]) => meaning === 'ours');
  const others = [...invokeExceptions].filter(([, meaning]) => meaning !== 'ours');

  test.each(ours)('%s: an error of our own is thrown', async (type) => {
    await expect(run(error(400, type))).rejects.toThrow('no');
  });

  test.each(others)('%s: %s, and nothing is sent again', async (type, meaning) => {
    const { outcome, received } = await run(error(409, type));
    expect(outcome.kind).toBe(meaning);
    expect(received).toHaveLength(1);
  });

  test("every exception of the SDK's model has a meaning", async () => {
    const model = await readFile(
      new URL(
        '../../../node_modules/@aws-sdk/client-lambda/dist-types/commands/InvokeCommand.d.ts',
        import.meta.url,
      ),
      'utf-8',
    );
    const thrown = [...model.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name]) => name);
    expect(thrown.length).toBeGreaterThan(40);
    expect([...invokeExceptions.keys(), 'LambdaServiceException']).toEqual(thrown);
  });

  test('an exception that nobody documents: of the server the code may have run', async () => {
    expect((await run(error(500, 'BrandNewException'))).outcome.kind).toBe('lost');
  });

  test('after a failure inside Lambda the code may have run', async () => {
    expect((await run(error(500, 'ServiceException'))).outcome.kind).toBe('lost');
  });

  test('an error of our own is thrown', async () => {
    await expect(run(error(403, 'AccessDeniedException'))).rejects.toThrow('no');
  });

  test.each([
    ['refuses connections', 'http://127.0.0.1:1'],
    ['refuses them at each of its addresses', 'http://localhost:1'],
    ['has no address', 'http://lambda.invalid'],
    ['is not reachable', 'http://[::ffff:255.255.255.255]'],
    ['lets connections wait', 'http://[2001:db8::1]'],
  ])('if Lambda %s, the run was not started', async (_what, endpoint) => {
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
    const runner = lambdaFunctionRunner(invokingClient(), 'prefix', 2);
    expect(await runner.run('f', undefined, invocation, 'null')).toMatchObject({
      kind: 'not-begun',
    });
  });

  test.each([
    ['2026-11-23T00:00:00Z e Task timed out after 4.00 seconds', '', 'time-out'],
    ['RequestId: e Error: Task timed out', 'Sandbox.Timedout', 'time-out'],
    ['Error: Runtime exited with error: signal: killed', 'Runtime.ExitError', 'out-of-memory'],
    ['Error: Runtime exited with error: exit status 1', 'Runtime.ExitError', 'crash'],
  ])('Lambda says "%s" %s: %s', async (errorMessage, errorType, reason) => {
    const { outcome } = await run(functionError({ errorMessage, errorType }));
    expect(outcome).toMatchObject({ kind: 'ended', reason });
  });

  test('an answer may name its environment; an invalid name is unreadable', async () => {
    const named = { ...envelope, environment: '0123456789abcdef' };
    expect((await run(answering(200, named))).outcome).toEqual({
      kind: 'answered',
      envelope: named,
    });
    const { outcome } = await run(answering(200, { ...envelope, environment: '../x' }));
    expect(outcome).toEqual({
      kind: 'answered',
      envelope: { ...envelope, environment: undefined },
    });
  });

  test.each([
    [
      "Unable to import module 'taibai_runtime.handler': No module named 'taibai_runtime'",
      'Runtime.ImportModuleError',
    ],
    [
      'Error: fork/exec /lambda-entrypoint.sh: no such file or directory',
      'Runtime.InvalidEntrypoint',
    ],
  ])(
    'an image that is not built on our base is refused: Lambda says "%s"',
    async (errorMessage, errorType) => {
      const { outcome } = await run(functionError({ errorMessage, errorType }));
      expect(outcome).toEqual({
        kind: 'refused',
        detail: "Its image is not built on Taibai's base image (docker/function-base.Dockerfile).",
      });
    },
  );

  test.each([
    ['another execution', { ...envelope, execution_id: 'other' }],
    ['another version', { ...envelope, v: 2 }],
    ['a status of its own', { ...envelope, status: 'error' }],
    ['a number for a text', { ...envelope, output: 1 }],
    ['a duration below zero', { ...envelope, duration: -1 }],
    ['a list', [envelope]],
    ['more than an answer may hold', { ...envelope, log: 'x'.repeat(6 * 1024 * 1024) }],
  ])('an answer with %s is not an envelope', async (_what, answer) => {
    expect((await run(answering(200, answer))).outcome.kind).toBe('unreadable');
  });
});
