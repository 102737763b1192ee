import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientEnvironment } from '../../local/client-environment.ts';
import { failures } from '../../local/guide/check.ts';
import { guideEvent } from '../../local/guide/event.ts';
import { followGuide } from '../../local/guide/follow-guide.ts';
import { run } from '../../local/program.ts';
import { logIn, type Session } from '../../local/session.ts';
import { type LocalStack, startStack } from '../../local/stack.ts';
import { createFunction, until } from '../support/deployed.ts';
import { clientsOf, request } from '../support/local-stack.ts';
import { adminPassword, realKeystone } from '../identity/support/real-keystone.ts';

const rememberSeconds = 2;
const password = 'secret-of-a-user';
const secretName = 'keystone-service-user';

let folder: string;
let keystone: Awaited<ReturnType<typeof realKeystone>>;
let stack: LocalStack;
const lines: string[] = [];

const status = async (who: Session) => (await request(who, 'GET', '/v1/functions')).status;

const login = (name: string): Promise<Session> =>
  logIn(stack.url, name, name, password, keystone.url);

/** Runs the real client with users of the existing Keystone. */
const client = (command: string, user: string, authUrl = keystone.url) =>
  run(join(clientsOf('5.1.1'), 'openstack'), command.split(' '), {
    cwd: folder,
    env: clientEnvironment({
      url: stack.url,
      authUrl,
      bin: clientsOf('5.1.1'),
      home: folder,
      user,
      password: user === 'admin' ? adminPassword : password,
    }),
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'existing-keystone-'));
  keystone = await realKeystone(join(folder, 'keystone'));
  await keystone.newcomer('taibai', 'service', password);
  stack = await startStack({
    command: 'test-keystone',
    folder: join(folder, 'stack'),
    port: 0,
    report: (line) => lines.push(line),
    signal: new AbortController().signal,
    settings: {
      keystone: {
        authUrl: keystone.url,
        credentialSecretArn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${secretName}`,
        rememberSeconds,
      },
    },
  });
  await new SecretsManagerClient({ endpoint: stack.endpoint }).send(
    new CreateSecretCommand({
      Name: secretName,
      SecretString: JSON.stringify({ username: 'taibai', password, project_name: 'taibai' }),
    }),
  );
  for (const name of ['', 'Endpoint', 'InternalEndpoint', 'AdminEndpoint'].flatMap((end) => [
    `RegisterFunctionEngine${end}`,
    `RegisterAlarming${end}`,
  ])) {
    // oxlint-disable-next-line no-await-in-loop -- an endpoint needs its service
    const { code, stderr } = await client(
      (stack.outputs[name] ?? '').replace(/^openstack /, ''),
      'admin',
    );
    if (code !== 0) throw new Error(`${name}: ${stderr}`);
  }
  await keystone.newcomer('alice', 'member', password);
});
afterAll(async () => {
  await stack?.stop();
  await keystone?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the guide works with the users of an existing Keystone', async () => {
  const story: string[] = [];
  const alice = await login('alice');
  const checks = await followGuide({
    url: stack.url,
    authUrl: keystone.url,
    user: 'alice',
    password,
    bin: clientsOf('5.1.1'),
    webhookForm: 'webhook create --function $function_id',
    home: join(folder, 'home'),
    print: (line) => story.push(line),
    async send(projectId) {
      const answer = await request(alice, 'POST', '/events', guideEvent(projectId));
      if (answer.status !== 202) throw new Error(await answer.text());
    },
  }).catch((error: unknown) => {
    throw new Error(story.join('\n'), { cause: error });
  });
  expect(failures(checks)).toEqual([]);
  expect(checks.length).toBeGreaterThan(80);
});

test('the roles and projects of the existing Keystone apply', async () => {
  await keystone.newcomer('reading', 'reader', password);
  const [alice, reading] = await Promise.all([login('alice'), login('reading')]);
  const id = await createFunction(alice, 'def main():\n    return 1\n');
  const shown = (who: Session) => request(who, 'GET', `/v1/functions/${id}`);
  expect([(await shown(alice)).status, (await shown(reading)).status]).toEqual([200, 404]);
  const alarm = { name: 'mine', type: 'event', event_rule: {} };
  expect((await request(reading, 'GET', '/alarming/v2/alarms')).status).toBe(200);
  expect((await request(reading, 'POST', '/alarming/v2/alarms', alarm)).status).toBe(403);
  expect((await request(reading, 'POST', '/v1/webhooks', { function_id: id })).status).toBe(403);
});

test('a revoked token and the tokens of a disabled user are refused once the cache has expired', async () => {
  const { userId } = await keystone.newcomer('leaving', 'member', password);
  const [first, second] = await Promise.all([login('leaving'), login('leaving')]);
  expect([await status(first), await status(second)]).toEqual([200, 200]);
  await fetch(`${keystone.url}/auth/tokens`, {
    method: 'DELETE',
    headers: { 'x-auth-token': first.token, 'x-subject-token': first.token },
  });
  await sleep(rememberSeconds * 1000 + 200);
  expect([await status(first), await status(second)]).toEqual([401, 200]);
  await keystone.ask('PATCH', `/users/${userId}`, { user: { enabled: false } });
  await sleep(rememberSeconds * 1000 + 200);
  expect(await status(second)).toBe(401);
});

test('an application credential can publish by HTTP Basic', async () => {
  const alice = await login('alice');
  const answer = await fetch(`${keystone.url}/users/${alice.userId}/application_credentials`, {
    method: 'POST',
    headers: { 'x-auth-token': alice.token, 'content-type': 'application/json' },
    body: JSON.stringify({ application_credential: { name: 'events' } }),
  });
  const { application_credential: credential } = JSON.parse(await answer.text());
  const publish = (secret: string) =>
    fetch(`${stack.url}/events`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${credential.id}:${secret}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(guideEvent(alice.projectId)),
    });
  expect((await publish(credential.secret)).status).toBe(202);
  expect((await publish('wrong')).status).toBe(401);
});

test('a trust action runs as the owner of the alarm, and its trust is deleted with the alarm', async () => {
  const alice = await login('alice');
  const type = `trust.${randomUUID()}`;
  const target = `${stack.url}/alarming/v2/signing-secret`;
  const made = await request(alice, 'POST', '/alarming/v2/alarms', {
    name: 'trusting',
    type: 'event',
    event_rule: { event_type: type },
    alarm_actions: [`trust+${target}`],
  });
  const { alarm_id: alarmId } = JSON.parse(await made.text());
  const event = { ...guideEvent(alice.projectId), event_type: type, message_id: randomUUID() };
  expect((await request(alice, 'POST', '/events', event)).status).toBe(202);
  const deliveries = await until('it is delivered', async () => {
    const shown = await request(alice, 'GET', `/alarming/v2/deliveries?alarm=${alarmId}`);
    const all: readonly unknown[] = JSON.parse(await shown.text());
    return all.length > 0 ? all : undefined;
  });
  expect(deliveries).toMatchObject([{ state: 'delivered', attempts: [{ status: 201 }] }]);
  const trusts = async () => {
    const answer = await fetch(`${keystone.url}/OS-TRUST/trusts?trustor_user_id=${alice.userId}`, {
      headers: { 'x-auth-token': alice.token },
    });
    return JSON.parse(await answer.text()).trusts.length;
  };
  expect(await trusts()).toBe(1);
  expect((await request(alice, 'DELETE', `/alarming/v2/alarms/${alarmId}`)).status).toBe(204);
  expect(await trusts()).toBe(0);
});

test('our identity API points to the existing Keystone', async () => {
  const { code, stderr } = await client('token issue', 'alice', `${stack.url}/identity/v3`);
  expect(code).not.toBe(0);
  expect(stderr).toContain(keystone.url);
});

test('clients report that Keystone is unreachable, and work again when it is back', async () => {
  const alice = await login('alice');
  await keystone.stop();
  try {
    const refused = await request(alice, 'GET', '/v1/functions');
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      faultstring: 'The identity service is unavailable.',
    });
    const alarms = await request(alice, 'GET', '/alarming/v2/alarms');
    expect([alarms.status, await alarms.json()]).toMatchObject([
      503,
      { error_message: { faultstring: 'The identity service is unavailable.' } },
    ]);
  } finally {
    await keystone.start();
  }
  expect((await client('function list', 'alice')).code).toBe(0);
});
