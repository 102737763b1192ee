import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileRequests } from '../../support/hostile-requests.ts';
import { devstackClient } from '../support/identity-client.ts';

const malformed =
  'The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.';
const domain = { id: 'default' };

test.each([
  [{}, `Expecting to find auth in request body. ${malformed}`],
  [{ auth: {} }, "Invalid input for field 'identity': "],
  [{ auth: { identity: {} } }, "Invalid input for field 'identity/methods': "],
  [{ auth: { identity: { methods: 'password' } } }, "Invalid input for field 'identity/methods': "],
  [
    { auth: { identity: { methods: ['password'] } } },
    `Expecting to find password in identity. ${malformed}`,
  ],
  [
    { auth: { identity: { methods: ['password'], password: { user: { password: 'x' } } } } },
    `Expecting to find id or name in user. ${malformed}`,
  ],
  [
    { auth: { identity: { methods: ['password'], password: { user: { name: 'demo' } } } } },
    `Expecting to find domain in user. ${malformed}`,
  ],
  [
    { auth: { identity: { methods: ['application_credential'], application_credential: {} } } },
    `Expecting to find id or name in application credential. ${malformed}`,
  ],
  [
    {
      auth: {
        identity: {
          methods: ['application_credential'],
          application_credential: { name: 'ci', secret: 'x' },
        },
      },
    },
    `Expecting to find user in application credential. ${malformed}`,
  ],
  [
    { auth: { identity: { methods: ['token'], token: {} } } },
    "Invalid input for field 'identity/token/id': ",
  ],
  [
    {
      auth: {
        identity: { methods: ['password'], password: { user: { name: 'demo', domain } } },
        scope: {},
      },
    },
    `Expecting to find system, project, domain, OS-TRUST:trust or unscoped in scope. ${malformed}`,
  ],
  [
    {
      auth: {
        identity: { methods: ['password'], password: { user: { name: 'demo', domain } } },
        scope: { project: { name: 'demo' } },
      },
    },
    `Expecting to find domain in project. ${malformed}`,
  ],
])('%j is refused with its reason', async (body, message) => {
  const { send } = await devstackClient();
  const answer = await send('POST', '/v3/auth/tokens', { body });
  expect(answer.status).toBe(400);
  expect(answer.body.error.title).toBe('Bad Request');
  expect(answer.body.error.message.startsWith(message)).toBe(true);
});

test('an unknown method is refused as Keystone does', async () => {
  const { auth } = await devstackClient();
  for (const methods of [['kerberos'], ['password', 'kerberos'], []]) {
    const { status, body } = await auth({
      methods,
      kerberos: {},
      password: { user: { name: 'demo', domain } },
    });
    expect(status).toBe(401);
    expect(body.error.message).toBe('Attempted to authenticate with an unsupported method.');
  }
});

test.each(['{', '[]', 'null', '"text"', '\u0000', new Uint8Array([0xff, 0xfe])])(
  'a body that is not a JSON object is refused',
  async (raw) => {
    const { send } = await devstackClient();
    const headers = { 'Content-Type': 'application/json' };
    const { status, body } = await send('POST', '/v3/auth/tokens', { raw, headers });
    expect(status).toBe(400);
    expect(body.error.message).toBe(`Expecting to find valid JSON in request body. ${malformed}`);
  },
);

test('a body of another content type is refused', async () => {
  const { send } = await devstackClient();
  const { status, body } = await send('POST', '/v3/auth/tokens', {
    raw: 'auth=1',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  expect(status).toBe(400);
  expect(body.error.message).toBe(
    `Expecting to find application/json in Content-Type header. ${malformed}`,
  );
});

test('a body that is too large is refused unread', async () => {
  const { send } = await devstackClient();
  const { status } = await send('POST', '/v3/auth/tokens', { raw: 'x'.repeat(200_000) });
  expect(status).toBe(413);
});

test('a refusal never repeats a password', async () => {
  const { auth } = await devstackClient();
  const user = { name: 'demo', password: ['my-password'], domain };
  const { status, body } = await auth({ methods: ['password'], password: { user } });
  expect(status).toBe(400);
  expect(JSON.stringify(body)).not.toContain('my-password');
});

const leaf = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('demo', 'default', '\ud800', '', 'x'.repeat(3000), '__proto__', 'password'),
);
const object = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    { weight: 1, arbitrary: leaf },
  );
const reference = object({
  id: leaf,
  name: leaf,
  password: leaf,
  domain: object({ id: leaf, name: leaf }),
});
const hostile = object({
  auth: object({
    identity: object({
      methods: fc.oneof(
        fc.array(fc.constantFrom('password', 'token', 'application_credential', '__proto__', 'x')),
        leaf,
      ),
      password: object({ user: reference }),
      token: object({ id: leaf }),
      application_credential: object({ id: leaf, name: leaf, secret: leaf, user: reference }),
    }),
    scope: object({ project: reference, domain: reference, system: leaf, unscoped: leaf }),
  }),
});

test('no login request is answered with a 5xx', async () => {
  const { send } = await devstackClient();
  await fc.assert(
    fc.asyncProperty(hostile, fc.ipV4(), async (body, source) => {
      const headers = { 'x-test-source': source };
      const { status } = await send('POST', '/v3/auth/tokens', { body, headers });
      expect([201, 400, 401, 404, 413]).toContain(status);
    }),
    { numRuns: hostileRequests(0.15) },
  );
});

test('no request to create an application credential is answered with a 5xx', async () => {
  const { send, tokenOf } = await devstackClient();
  const token = await tokenOf('demo');
  const wanted = object({
    application_credential: object({
      name: leaf,
      description: leaf,
      secret: leaf,
      roles: fc.oneof(fc.array(object({ id: leaf, name: leaf })), leaf),
      expires_at: fc.oneof(
        leaf,
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      ),
      unrestricted: fc.oneof(fc.boolean(), leaf),
    }),
  });
  await fc.assert(
    fc.asyncProperty(
      wanted,
      fc.oneof(fc.constant('x'), fc.string({ minLength: 1 })),
      async (body, user) => {
        const path = `/v3/users/${encodeURIComponent(/\p{Surrogate}/u.test(user) ? 'x' : user)}/application_credentials`;
        const { status } = await send('POST', path, { token, body });
        expect([201, 400, 403, 404, 405, 409]).toContain(status);
      },
    ),
    { numRuns: hostileRequests(0.1) },
  );
});
