import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaFunctionProvisioner } from '../../../functions/engine/aws/function-provisioner.ts';
import { listen } from '../../support/listen.ts';

const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const digest = `sha256:${'a'.repeat(64)}`;
const fn = {
  secrets: new Map(),
  functionId: 'f',
  projectId: 'p',
  image: `${registry}/hello`,
  memoryMegabytes: 177,
  timeoutSeconds: 2,
};
const wanted = async () => true;

type Answer = readonly [status: number, body: unknown, errorType?: string];
const active = { State: 'Active', LastUpdateStatus: 'Successful', RevisionId: 'r' };
const ready: Answer = [200, { Configuration: active }];
const missing: Answer = [404, { message: 'no' }, 'ResourceNotFoundException'];

/** A Lambda that answers each request with the next of the given answers, then repeats the last. */
async function controlPlane(answers: Readonly<Record<string, readonly Answer[]>>) {
  const asked: { readonly what: string; readonly body: Record<string, unknown> }[] = [];
  const left = new Map(Object.entries(answers).map(([what, list]) => [what, [...list]]));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = (request.url ?? '').replace(/^\/2015-03-31\/functions\/?/, '');
      const what = `${request.method} ${path}`;
      asked.push({ what, body: JSON.parse(Buffer.concat(chunks).toString() || '{}') });
      const list = left.get(what) ?? [];
      const [status, body, type] = (list.length > 1 ? list.shift() : list[0]) ?? missing;
      response.writeHead(status, { ...(type !== undefined && { 'x-amzn-errortype': type }) });
      response.end(JSON.stringify(body));
    });
  });
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${await listen(server)}`);
  const provisioner = lambdaFunctionProvisioner(
    new LambdaClient({ maxAttempts: 1 }),
    { namePrefix: 't', roleArn: 'role', layerArn: 'layer', bucket: 'bucket' },
    async () => {},
  );
  return {
    provisioner,
    sent: (what: string) => asked.filter((each) => each.what === what).map(({ body }) => body),
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('a function from an image', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test.each([
    [`${registry}/hello`, `${registry}/hello:latest`],
    [`${registry}/team/hello:1`, `${registry}/team/hello:1`],
    [`${registry}/hello@${digest}`, `${registry}/hello@${digest}`],
  ])(
    'is created from %s, without layer, runtime and entry, and starts our handler',
    async (image, uri) => {
      using lambda = await controlPlane({
        'GET t-fn-f': [missing, ready],
        'POST ': [[201, {}]],
      });
      expect(await lambda.provisioner.apply({ ...fn, image }, wanted)).toEqual({ kind: 'ready' });
      expect(lambda.sent('POST ')).toEqual([
        {
          FunctionName: 't-fn-f',
          Role: 'role',
          MemorySize: 177,
          Timeout: 5,
          Environment: { Variables: {} },
          PackageType: 'Image',
          Code: { ImageUri: uri },
          ImageConfig: {
            EntryPoint: ['/lambda-entrypoint.sh'],
            Command: ['taibai_runtime.handler.main'],
          },
          Architectures: ['x86_64'],
          Tags: { 'taibai:project': 'p', 'taibai:function': 'f' },
        },
      ]);
    },
  );

  test('keeps the image it was created from, even if its tag has moved', async () => {
    using lambda = await controlPlane({
      'GET t-fn-f': [
        [
          200,
          {
            Configuration: active,
            Code: { ImageUri: `${fn.image}:latest`, ResolvedImageUri: `${fn.image}@${digest}` },
          },
        ],
      ],
      'PUT t-fn-f/code': [[200, {}]],
      'PUT t-fn-f/configuration': [[200, {}]],
    });
    expect(await lambda.provisioner.apply({ ...fn, timeoutSeconds: 9 }, wanted)).toEqual({
      kind: 'ready',
    });
    expect(lambda.sent('PUT t-fn-f/code')).toEqual([
      { ImageUri: `${fn.image}@${digest}`, RevisionId: 'r' },
    ]);
    expect(lambda.sent('PUT t-fn-f/configuration')).toMatchObject([{ Timeout: 12 }]);
  });

  test.each([
    [400, 'InvalidParameterValueException', `Source image ${fn.image}:latest does not exist.`],
    [
      403,
      'AccessDeniedException',
      'Lambda does not have permission to access the ECR image. Check the ECR permissions.',
    ],
  ])(
    "that Lambda cannot read is refused in Lambda's words: %i %s",
    async (status, type, message) => {
      using lambda = await controlPlane({ 'POST ': [[status, { message }, type]] });
      expect(await lambda.provisioner.apply(fn, wanted)).toEqual({
        kind: 'refused',
        reason: `Lambda does not take the function: ${message}`,
      });
    },
  );

  test('that Lambda refuses for its variables is refused without showing them', async () => {
    const message =
      'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.';
    const full = `${message} String measured: {"TAIBAI_SECRET_KEY":"correct\nhorse"}`;
    using lambda = await controlPlane({
      'POST ': [[400, { message: full }, 'InvalidParameterValueException']],
    });
    expect(await lambda.provisioner.apply(fn, wanted)).toEqual({
      kind: 'refused',
      reason: `Lambda does not take the function: ${message}`,
    });
  });

  test('a permission that we lack is not blamed on the image', async () => {
    const message = 'User: provisioner is not authorized to perform: lambda:CreateFunction';
    using lambda = await controlPlane({
      'POST ': [[403, { message }, 'AccessDeniedException']],
    });
    await expect(lambda.provisioner.apply(fn, wanted)).rejects.toThrow(message);
  });
});
