import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sessionWorld } from '../support/session-world.ts';

type World = Awaited<ReturnType<typeof sessionWorld>>;

describe.each(['own', 'existing'] as const)('a session of the %s Keystone', (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await sessionWorld(kind);
  });
  afterAll(() => world.close());

  test('has the project that was asked for, by name or id, or the default, or the first', async () => {
    const { idOf, signIn } = world;
    const projectOf = async (more: object) => (await signIn('demo', more)).json.project.name;
    expect(await projectOf({ project: 'shop' })).toBe('shop');
    expect(await projectOf({ project: idOf('project', 'demo') })).toBe('demo');
    expect(['demo', 'shop']).toContain(await projectOf({}));
    await world.user('demo', { defaultProjectId: idOf('project', 'shop') });
    expect(await projectOf({})).toBe('shop');
    expect(await projectOf({ domain: 'Default' })).toBe('shop');
  });

  test('says who, where, which roles and projects, until when, and what the deployment has', async () => {
    const { status, json } = await world.signIn('demo', { project: 'demo' });
    expect(status).toBe(201);
    expect(json).toEqual({
      user: { id: world.idOf('user', 'demo'), name: 'demo' },
      project: { id: world.idOf('project', 'demo'), name: 'demo' },
      roles: expect.arrayContaining(['member', 'reader']),
      projects: expect.arrayContaining([
        { id: world.idOf('project', 'demo'), name: 'demo' },
        { id: world.idOf('project', 'shop'), name: 'shop' },
      ]),
      expires_at: '2026-11-23T11:00:00.000000Z',
      can_switch: true,
      deployment: {
        event_storage: true,
        metrics: false,
        own_identity: kind === 'own',
        public_url: 'https://cloud.example',
      },
    });
  });

  test('is in two cookies that no script and no other host can read, and in no body', async () => {
    const { cookies, json, response } = await world.signIn();
    expect(Object.keys(cookies.values).toSorted()).toEqual(['__Host-taibai', '__Host-taibai-root']);
    for (const line of cookies.set) {
      expect(line).toMatch(/^__Host-taibai(-root)?=[^;]+;/);
      const attributes = line
        .split('; ')
        .slice(1)
        .map((each) => each.toLowerCase());
      expect(attributes.toSorted()).toEqual([
        'httponly',
        'max-age=3600',
        'path=/',
        'samesite=strict',
        'secure',
      ]);
    }
    for (const token of Object.values(cookies.values))
      expect(JSON.stringify(json)).not.toContain(token);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('is refused to a wrong password, an unknown user and a wrong domain alike', async () => {
    const answers = await Promise.all([
      world.send('POST', { user: 'demo', password: 'wrong' }),
      world.send('POST', { user: 'nobody', password: 'demo-password' }),
      world.send('POST', { user: 'demo', domain: 'elsewhere', password: 'demo-password' }),
    ]);
    for (const { status, json, cookies } of answers) {
      expect([status, cookies.set]).toEqual([401, []]);
      expect(json).toEqual(answers[0]?.json);
    }
  });

  test('needs a project in which the user has a role', async () => {
    expect((await world.signIn('loner')).status).toBe(403);
    const { status, cookies } = await world.signIn('demo', { project: 'admin' });
    expect([status, cookies.set]).toEqual([403, []]);
  });

  test('is shown by its cookie, and to nobody without one', async () => {
    const { cookies, json } = await world.signIn('demo', { project: 'demo' });
    const shown = await world.send('GET', undefined, { cookie: cookies.header });
    expect([shown.status, shown.json]).toEqual([200, json]);
    expect((await world.send('GET')).status).toBe(401);
    const crossSite = { cookie: cookies.header, 'sec-fetch-site': 'cross-site' };
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect((await world.send(method, undefined, crossSite)).status).toBe(401);
    expect((await world.send('GET', undefined, { cookie: cookies.header })).status).toBe(200);
  });

  test('goes to another project of its user by its root token, as often as one likes', async () => {
    const { idOf, send, signIn } = world;
    let { cookies } = await signIn('demo', { project: 'demo' });
    const root = cookies.values['__Host-taibai-root'];
    for (let times = 0; times < 20; times += 1) {
      const name = times % 2 === 0 ? 'shop' : 'demo';
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const switched = await send(
        'PUT',
        { project: idOf('project', name) },
        { cookie: cookies.header },
      );
      expect([switched.status, switched.json.project.name]).toEqual([200, name]);
      expect(switched.cookies.values['__Host-taibai-root']).toBe(root);
      expect(switched.json.expires_at).toBe('2026-11-23T11:00:00.000000Z');
      cookies = switched.cookies;
    }
    const shown = await send('GET', undefined, { cookie: cookies.header });
    expect(shown.json.project.name).toBe('demo');
  });

  test('does not go to a project of others, nor to one that does not exist', async () => {
    const { idOf, send, signIn } = world;
    const { cookies } = await signIn('demo');
    for (const project of [idOf('project', 'admin'), 'none'])
      expect((await send('PUT', { project }, { cookie: cookies.header })).status).toBe(404);
    expect((await send('GET', undefined, { cookie: cookies.header })).status).toBe(200);
  });

  test('of an application credential stays in its project', async () => {
    const { identity, idOf, send } = world;
    const made = await identity.send(
      'POST',
      `/v3/users/${idOf('user', 'demo')}/application_credentials`,
      {
        token: await identity.tokenOf('demo', 'shop'),
        body: { application_credential: { name: `c-${kind}`, secret: 'the-secret' } },
      },
    );
    const { id } = made.body.application_credential;
    const body = { application_credential: { id, secret: 'the-secret' } };
    const { status, json, cookies } = await send('POST', body);
    expect([status, json.project.name, json.can_switch]).toEqual([201, 'shop', false]);
    expect(json.projects.map(({ name }: { name: string }) => name)).toEqual(['shop']);
    expect(cookies.values['__Host-taibai-root']).toBe('');
    const target = { project: idOf('project', 'demo') };
    expect((await send('PUT', target, { cookie: cookies.header })).status).toBe(409);
    const wrong = { application_credential: { id, secret: 'wrong' } };
    expect((await send('POST', wrong)).status).toBe(401);
  });

  test('is ended once, however many tabs end it at the same time', async () => {
    const { send, signIn } = world;
    const { cookies } = await signIn('demo', { project: 'demo' });
    const tabs = Array.from({ length: 20 }, () =>
      send('DELETE', undefined, { cookie: cookies.header }),
    );
    expect(new Set((await Promise.all(tabs)).map(({ status }) => status))).toEqual(new Set([204]));
    expect((await send('GET', undefined, { cookie: cookies.header })).status).toBe(401);
  });

  test('ends with both of its tokens, and with the cookies', async () => {
    const { identity, send, signIn } = world;
    const { cookies } = await signIn('demo', { project: 'demo' });
    const tokens = Object.values(cookies.values);
    const works = (token: string) =>
      identity.send('GET', '/v3/auth/projects', { token }).then(({ status }) => status);
    expect(await Promise.all(tokens.map(works))).toEqual([200, 200]);
    const ended = await send('DELETE', undefined, { cookie: cookies.header });
    expect(ended.status).toBe(204);
    expect(ended.cookies.values).toEqual({ '__Host-taibai': '', '__Host-taibai-root': '' });
    expect(await Promise.all(tokens.map(works))).toEqual([401, 401]);
    expect((await send('GET', undefined, { cookie: cookies.header })).status).toBe(401);
    // Another tab signs out once more.
    expect((await send('DELETE', undefined, { cookie: cookies.header })).status).toBe(204);
    expect((await send('DELETE')).status).toBe(401);
  });

  test('is over when its token has expired, or its user is disabled', async () => {
    const { send, signIn, user } = world;
    const { cookies } = await signIn('alt_demo');
    world.clock.pass(3601);
    expect((await send('GET', undefined, { cookie: cookies.header })).status).toBe(401);
    const put = { project: world.idOf('project', 'alt_demo') };
    expect((await send('PUT', put, { cookie: cookies.header })).status).toBe(401);
    await user('alt_demo', { enabled: false });
    expect((await signIn('alt_demo')).status).toBe(401);
  });
});

describe('a sign-in', () => {
  test('is refused unless its body is JSON and says so: a form of another site cannot say so', async () => {
    const { send } = await sessionWorld('own');
    const body = JSON.stringify({ user: 'demo', password: 'demo-password' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect((await send('POST', body, { 'content-type': type })).status).toBe(415);
  });

  test.each([
    ['nothing', {}],
    ['no password', { user: 'demo' }],
    ['an empty name', { user: '', password: 'p' }],
    ['a number', { user: 1, password: 'p' }],
    ['an unknown member', { user: 'demo', password: 'demo-password', admin: true }],
    ['half a credential', { application_credential: { id: 'x' } }],
    ['both', { user: 'demo', password: 'p', application_credential: { id: 'x', secret: 's' } }],
    ['a lone surrogate', '{"user":"\\ud800","password":"p"}'],
    ['no JSON', '{"user"'],
    ['a list', '[]'],
  ])('is refused with %s', async (_what, body) => {
    const { send } = await sessionWorld('own');
    const { status, json } = await send('POST', body);
    expect([status, Object.keys(json.error).toSorted()]).toEqual([
      400,
      ['code', 'message', 'title'],
    ]);
  });

  test('counts with logins at /identity: after too many failures not even the right password counts, and the answer says when', async () => {
    const { identity, send, signIn } = await sessionWorld('own');
    let failed = 0;
    for (; failed < 60; failed += 1) {
      const turn =
        failed % 2 === 0
          ? // oxlint-disable-next-line no-await-in-loop -- one after the other
            (await send('POST', { user: 'demo', password: 'wrong' })).status
          : // oxlint-disable-next-line no-await-in-loop -- one after the other
            (await identity.login('demo', undefined, 'wrong')).status;
      if (turn === 429) break;
    }
    expect(failed).toBeLessThan(60);
    const { status, response, cookies } = await signIn();
    expect([status, cookies.set]).toEqual([429, []]);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await identity.login('demo')).status).toBe(401);
  });

  test('leaves no password, secret or token in the log', async () => {
    const { lines, send, signIn } = await sessionWorld('own');
    const { cookies } = await signIn();
    await send('POST', { user: 'demo-password', password: 'not-the-password' });
    await send('PUT', { project: 'x' }, { cookie: cookies.header });
    await send('DELETE', undefined, { cookie: cookies.header });
    const log = JSON.stringify(lines);
    expect(log).toContain('audit');
    expect(log).toContain('login refused');
    for (const secret of ['-password', ...Object.values(cookies.values)])
      expect(log).not.toContain(secret);
  });
});
