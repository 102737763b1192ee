import { expect, test } from 'vitest';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { maximumExchanges } from '../../../functions/identity/core/token-life.ts';
import { cloudWorld } from '../support/cloud-world.ts';
import { identityClient } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

const demo = `/v3/users/${idOf('user', 'demo')}`;
const demoProject = `/v3/projects/${idOf('project', 'demo')}`;
const member = `${demoProject}${demo.slice(3)}/roles/${roleIds.member}`;

/** A user with tokens obtained in every way, and the requests that end them. */
async function arrange() {
  const cloud = await cloudWorld();
  const { assign, auth, clock, login, send, tokenOf } = cloud;
  await assign('demo', 'alt_demo', 'reader');
  const admin = await tokenOf('admin');
  const password = await tokenOf('demo');
  const made = await send('POST', `${demo}/application_credentials`, {
    token: password,
    body: { application_credential: { name: 'ci', expires_at: '2026-11-23T10:10:00' } },
  });
  const { id, secret } = made.body.application_credential;
  const tokenBy = async (identity: unknown, scope?: unknown) =>
    (await auth(identity, scope)).headers.get('x-subject-token')!;
  const bySecret = { methods: ['application_credential'], application_credential: { id, secret } };
  const byToken = { methods: ['token'], token: { id: password } };
  const tokens = {
    password,
    exchanged: await tokenBy(byToken, { project: { id: idOf('project', 'demo') } }),
    credential: await tokenBy(bySecret),
    elsewhere: await tokenOf('demo', 'alt_demo'),
    unscoped: (await login('demo', 'unscoped')).headers.get('x-subject-token')!,
  };
  const as = (token: string, method: string, path: string, body?: unknown) =>
    send(method, path, { token, ...(body !== undefined && { body }) });
  const revoke = (subject: string) => send('DELETE', '/v3/auth/tokens', { token: admin, subject });
  /** Whether the identity API still accepts a token, for authentication and as a subject. */
  const known = async (token: string) => {
    const own = await send('GET', '/v3/auth/projects', { token });
    const seen = await send('GET', '/v3/auth/tokens', {
      token: await tokenOf('admin'),
      subject: token,
    });
    expect([own.status, seen.status]).toEqual(own.status === 200 ? [200, 200] : [401, 404]);
    return own.status === 200;
  };
  clock.pass(60);
  return {
    ...cloud,
    admin,
    tokens,
    as,
    revoke,
    known,
    basic: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    credential: `${demo}/application_credentials/${id}`,
  };
}
type Cloud = Awaited<ReturnType<typeof arrange>>;
type Kind = keyof Cloud['tokens'];

const inProject: readonly Kind[] = ['password', 'exchanged', 'credential'];
const all: readonly Kind[] = [...inProject, 'elsewhere', 'unscoped'];

interface Way {
  readonly what: string;
  readonly tokens: readonly Kind[];
  readonly basic: 'HTTP Basic too' | 'not HTTP Basic';
  readonly end: (at: Cloud) => unknown;
}
const ways: readonly Way[] = [
  {
    what: 'revocation',
    tokens: ['exchanged'],
    basic: 'not HTTP Basic',
    end: ({ revoke, tokens }) => revoke(tokens.exchanged),
  },
  {
    what: 'revocation of an exchanged token',
    tokens: ['password', 'exchanged'],
    basic: 'not HTTP Basic',
    end: ({ revoke, tokens }) => revoke(tokens.password),
  },
  {
    what: 'the user’s own new password',
    tokens: all,
    basic: 'not HTTP Basic',
    end: ({ as, tokens }) =>
      as(tokens.password, 'POST', `${demo}/password`, {
        user: { original_password: 'demo-password', password: 'new' },
      }),
  },
  {
    what: 'a password from an administrator',
    tokens: all,
    basic: 'not HTTP Basic',
    end: ({ admin, as }) => as(admin, 'PATCH', demo, { user: { password: 'new' } }),
  },
  {
    what: 'disabling the user',
    tokens: all,
    basic: 'HTTP Basic too',
    end: ({ admin, as }) => as(admin, 'PATCH', demo, { user: { enabled: false } }),
  },
  {
    what: 'deleting the user',
    tokens: all,
    basic: 'HTTP Basic too',
    end: ({ admin, as }) => as(admin, 'DELETE', demo),
  },
  {
    what: 'disabling the project',
    tokens: inProject,
    basic: 'HTTP Basic too',
    end: ({ admin, as }) => as(admin, 'PATCH', demoProject, { project: { enabled: false } }),
  },
  {
    what: 'deleting the project',
    tokens: inProject,
    basic: 'HTTP Basic too',
    end: ({ admin, as }) => as(admin, 'DELETE', demoProject),
  },
  {
    what: 'removal of the role',
    tokens: inProject,
    basic: 'HTTP Basic too',
    end: ({ admin, as }) => as(admin, 'DELETE', member),
  },
  {
    what: 'deletion of the application credential',
    tokens: ['credential'],
    basic: 'HTTP Basic too',
    end: ({ as, credential, tokens }) => as(tokens.password, 'DELETE', credential),
  },
  {
    what: 'expiry of the application credential',
    tokens: ['credential'],
    basic: 'HTTP Basic too',
    end: ({ clock }) => clock.pass(540),
  },
  {
    what: 'expiry of the token',
    tokens: all,
    basic: 'HTTP Basic too',
    end: ({ clock }) => clock.pass(3540),
  },
];

test.each(ways)(
  '$what ends $tokens at once in the identity API and within 5 s elsewhere, $basic, and no other user’s',
  async ({ tokens: ended, basic: how, end }) => {
    const cloud = await arrange();
    const { basic, clock, known, knownTo, tokenOf, tokens } = cloud;
    const other = await tokenOf('alt_demo');
    const services = (token: string) => knownTo({ 'x-auth-token': token });
    // Fills every cache as late as possible before the change.
    for (const kind of all) {
      expect([kind, await known(tokens[kind])]).toEqual([kind, true]);
      expect(await services(tokens[kind])).toEqual(three(kind !== 'unscoped'));
    }
    expect((await knownTo(basic))[2]).toBe(true);

    await end(cloud);

    for (const kind of all)
      expect([kind, await known(tokens[kind])]).toEqual([kind, !ended.includes(kind)]);
    clock.pass(5);
    for (const kind of all) {
      const lives = kind !== 'unscoped' && !ended.includes(kind);
      expect([kind, await services(tokens[kind])]).toEqual([kind, three(lives)]);
    }
    expect((await knownTo(basic))[2]).toBe(how === 'not HTTP Basic');
    expect(await services(other)).toEqual(three(true));
  },
);

const three = (is: boolean) => [is, is, is];

test('a token whose login began before a revocation is revoked', async () => {
  const { clock, passwords, ports, send, tokenOf } = await cloudWorld();
  const admin = await tokenOf('admin');
  clock.pass(60);
  const slow = identityClient({
    ...ports,
    passwords: {
      ...passwords,
      async verify(password, hash) {
        clock.pass(1);
        await send('PATCH', demo, { token: admin, body: { user: { password: 'new' } } });
        clock.pass(1);
        return passwords.verify(password, hash);
      },
    },
  });
  const token = await slow.tokenOf('demo');
  expect(token).not.toBe('');
  expect((await send('GET', '/v3/auth/projects', { token })).status).toBe(401);
});

test('the number of successive exchanges of a token is limited', async () => {
  const { auth, login } = await cloudWorld();
  let { headers } = await login('demo');
  const again = () => auth({ methods: ['token'], token: { id: headers.get('x-subject-token') } });
  for (let count = 0; count < maximumExchanges; count++) ({ headers } = await again());
  expect(headers.get('x-subject-token')!.length).toBeLessThan(2048);
  expect((await again()).status).toBe(403);
});
