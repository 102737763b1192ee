import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { parameterVault } from '../../../functions/platform/aws/parameter-vault.ts';
import { listen } from '../../support/listen.ts';

const credentials = { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' };
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A stand-in for the Parameter Store that gives these answers one after the other, the last for good. */
async function storeThat(...answers: readonly (readonly [number, object])[]) {
  const asked: (string | string[] | undefined)[] = [];
  const server = createServer((request, response) => {
    const [status, body] = answers[Math.min(asked.length, answers.length - 1)]!;
    asked.push(request.headers['x-amz-target']);
    request.resume().on('end', () => response.writeHead(status).end(JSON.stringify(body)));
  });
  closing.push(() => server.close());
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  const vault = parameterVault({ region: 'us-east-1', endpoint, credentials: () => credentials });
  return { vault, asked };
}

const value = [200, { Parameter: { Value: 'text' } }] as const;

test('a key is asked for again after throttling and a failure of the service', async () => {
  const { vault, asked } = await storeThat(
    [400, { __type: 'ThrottlingException' }],
    [503, {}],
    value,
  );
  expect(await vault.read('key')).toBe('text');
  expect(asked).toEqual(Array(3).fill('AmazonSSM.GetParameter'));
});

test('a refusal is not repeated, and its error tells no secret', async () => {
  const refused = { __type: 'com.amazonaws#AccessDeniedException', message: 'the secret text' };
  const { vault, asked } = await storeThat([400, refused]);
  await expect(vault.write('key', 'the secret text')).rejects.toThrow(
    /^PutParameter was refused: AccessDeniedException$/,
  );
  expect(asked).toHaveLength(1);
});
