import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { tokenAuthenticator } from '../../../functions/identity/entry/token-authenticator.ts';
import { secretsManagerVault } from '../../../functions/platform/aws/vault.ts';
import { listen } from '../../support/listen.ts';
import { partial } from '../../support/partial.ts';
import { createTable } from '../../support/table.ts';

const client = documentClient();
const secrets = new SecretsManagerClient({});
let table: string;
let password: string;
let properties: object;

/** Calls the handlers as Lambda does, with a table and secrets in the emulator. */
beforeAll(async () => {
  table = await createTable(client);
  password = await createSecret('demo password');
  const signingKey = `/test/${randomUUID()}/signing-key`;
  properties = {
    projects: [{ name: 'demo' }],
    users: [
      {
        name: 'demo',
        passwordSecret: password,
        assignments: [{ project: 'demo', roles: ['member'] }],
      },
    ],
    signingKeyParameter: signingKey,
  };
  Object.assign(process.env, {
    IDENTITY_TABLE: table,
    FUNCTIONS_TABLE: table,
    ALARMS_TABLE: table,
    EVENTS_TABLE: '',
    METRICS: 'false',
    CONSOLE: 'true',
    SIGNING_KEY_PARAMETER: signingKey,
    PUBLIC_URL: 'http://localhost:7070',
    REGION_NAME: 'RegionOne',
    TOKEN_LIFETIME_SECONDS: '3600',
  });
});

async function createSecret(text: string): Promise<string> {
  const { ARN: arn = '' } = await secrets.send(
    new CreateSecretCommand({ Name: `test-${randomUUID()}`, SecretString: text }),
  );
  return arn;
}

const changePassword = (text: string) =>
  secrets.send(new PutSecretValueCommand({ SecretId: password, SecretString: text }));

/** Sends a request of CloudFormation, and returns the answer to CloudFormation. */
async function seed(RequestType: 'Create' | 'Update' | 'Delete' = 'Create'): Promise<unknown> {
  const { handler } = await import('../../../functions/identity/entry/seed-identity.ts');
  let answer = '';
  const cloudFormation = createServer((told, response) => {
    void textOf(told).then((body) => {
      answer = body;
      response.end();
    });
  });
  const port = await listen(cloudFormation);
  await handler(
    partial<CloudFormationCustomResourceEvent>({
      RequestType,
      ResourceProperties: { ServiceToken: 'arn', ...properties },
      ResponseURL: `http://127.0.0.1:${port}/`,
      LogicalResourceId: 'Seed',
      StackId: 'stack',
      RequestId: 'request',
      ...(RequestType !== 'Create' && { PhysicalResourceId: 'Seed' }),
    }),
    partial<Context>({}),
  );
  cloudFormation.close();
  return JSON.parse(answer);
}

async function request(method: string, path: string, headers: object, body?: unknown) {
  const { handler } = await import('../../../functions/identity/entry/identity.ts');
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers,
    requestContext: { domainName: 'localhost', http: { method, path } },
    isBase64Encoded: false,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  // @ts-expect-error -- only what the adapter reads of an event and its context
  const answer = await handler(event, {});
  if (!('statusCode' in answer)) throw new Error('no answer over HTTP');
  return { ...answer, headers: { ...answer.headers } };
}

const login = (secret: string) =>
  request(
    'POST',
    '/identity/v3/auth/tokens',
    { 'content-type': 'application/json' },
    {
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'demo', password: secret, domain: { id: 'default' } } },
        },
        scope: { project: { name: 'demo', domain: { id: 'default' } } },
      },
    },
  );

test('after seeding twice, a user logs in and the other services accept the token', async () => {
  expect(await seed()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Seed' });
  await seed('Update');
  const { statusCode, headers } = await login('demo password');
  expect(statusCode).toBe(201);
  const token = String(headers['x-subject-token']);
  expect(await tokenAuthenticator(client, table).byToken(token)).toMatchObject({
    roles: ['member', 'reader'],
  });
});

test('deleting the deployment deletes no user', async () => {
  await seed();
  expect(await seed('Delete')).toMatchObject({ Status: 'SUCCESS' });
  expect((await login('demo password')).statusCode).toBe(201);
});

test('a changed password takes effect with the next seeding, and revokes older tokens', async () => {
  await seed();
  const { headers } = await login('demo password');
  const token = String(headers['x-subject-token']);
  await changePassword('another password');
  await seed('Update');
  expect((await login('demo password')).statusCode).toBe(401);
  expect((await login('another password')).statusCode).toBe(201);
  expect(await tokenAuthenticator(client, table).byToken(token)).toBeUndefined();
});

test('a secret that does not exist reads as undefined', async () => {
  expect(await secretsManagerVault(secrets).read('no-such-secret')).toBeUndefined();
});

/** The direct invocations, each with the Lambda that alone serves it. */
const direct = [
  ['publishers', { publisher: { id: '', secret: '', address: '', requestId: '' } }],
  ['trust-changes', { trust: 'create', token: '' }],
  ['trust-changes', { trust: 'end', id: 'x' }],
  ['trust-tokens', { id: 'x' }],
] as const;

const handlerOf = async (
  entry: (typeof direct)[number][0],
): Promise<(event: unknown) => unknown> => {
  if (entry === 'publishers')
    return (await import('../../../functions/identity/entry/publishers.ts')).handler;
  return entry === 'trust-changes'
    ? (await import('../../../functions/identity/entry/trust-changes.ts')).handler
    : (await import('../../../functions/identity/entry/trust-tokens.ts')).handler;
};

test.each(['publishers', 'trust-changes', 'trust-tokens'] as const)(
  '%s serves its own requests and no others',
  async (entry) => {
    const handler = await handlerOf(entry);
    for (const [server, event] of direct) {
      const answer = (async () => handler(event))().catch(() => 'refused');
      expect(await answer).toEqual(server === entry ? {} : 'refused');
    }
  },
);

test('a trust is created by one Lambda and used by another', async () => {
  await seed();
  await changePassword('a third password');
  await seed('Update');
  const { headers } = await login('a third password');
  const token = String(headers['x-subject-token']);
  const [changes, tokens] = [await handlerOf('trust-changes'), await handlerOf('trust-tokens')];
  const { id } = z.object({ id: z.string() }).parse(await changes({ trust: 'create', token }));
  const issued = z.object({ token: z.string() }).parse(await tokens({ id }));
  expect(await tokenAuthenticator(client, table).byToken(issued.token)).toMatchObject({
    roles: ['member', 'reader'],
  });
  await changes({ trust: 'end', id });
  expect(await tokens({ id })).toEqual({});
});

test('the Lambda of the HTTP API serves no direct invocation', async () => {
  const { handler } = await import('../../../functions/identity/entry/identity.ts');
  for (const [, event] of direct) {
    // @ts-expect-error -- not an HTTP event
    const answer = await Promise.resolve(handler(event, {})).catch(() => undefined);
    expect(Object.keys(answer ?? {})).not.toContain('token');
    expect(Object.keys(answer ?? {})).not.toContain('id');
  }
});
