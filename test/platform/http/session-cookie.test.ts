import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { engineApp } from '../../../functions/engine/http/app.ts';
import { eventsApp } from '../../../functions/events/http/app.ts';
import { identityApp } from '../../../functions/identity/http/app.ts';
import { authenticate, tokenOf } from '../../../functions/platform/http/authenticate.ts';
import { gatewayHandler } from '../../../functions/platform/http/gateway-handler.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { alarmingWorld } from '../../alarming/support/alarming-world.ts';
import { enginePorts } from '../../engine/support/engine-app.ts';
import { logWorld } from '../../events/support/log-world.ts';
import { recordingBus } from '../../events/support/recording-bus.ts';
import { devstackClient } from '../../identity/support/identity-client.ts';
import { metricsWorld } from '../../metrics/support/metrics-world.ts';
import { gatewayEvent } from '../../support/gateway-event.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { requestOf, routesOf } from '../../support/routes.ts';

const own = { 'x-taibai-console': '1', 'sec-fetch-site': 'same-origin' };
const cookieOf = (token: string) => ({ cookie: `__Host-taibai=${encodeURIComponent(token)}` });

/** What a browser sends for a page that is not the console, or an old page of it that forgot the header. */
const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['another site', { 'x-taibai-console': '1', 'sec-fetch-site': 'cross-site' }],
  ['a sister host', { 'x-taibai-console': '1', 'sec-fetch-site': 'same-site' }],
  ['a typed address', { 'x-taibai-console': '1', 'sec-fetch-site': 'none' }],
  ['an image or form of the same origin', { 'sec-fetch-site': 'same-origin' }],
  ['a browser that says nothing', {}],
  ['another value of the header', { ...own, 'x-taibai-console': 'true' }],
];

interface Served {
  readonly app: Pick<Hono, 'request' | 'routes'>;
  /** A token that it lets in. */
  readonly token: string;
  /** A request that any valid token may make. */
  readonly ask: readonly [string, string, string?];
  /** The routes that need no token. */
  readonly open: readonly string[];
}

const byToken = async (token: string) =>
  token === 'good'
    ? { userId: 'u1', projectId: 'p1', roles: ['reader' as const, 'member' as const] }
    : undefined;

async function services(): Promise<Readonly<Record<string, Served>>> {
  const identity = await devstackClient();
  const log = logWorld();
  return {
    functions: {
      app: engineApp({ ...enginePorts(), authenticator: { byToken } }),
      token: 'good',
      ask: ['GET', '/v1/functions'],
      open: ['GET /', 'GET /healthcheck'],
    },
    alarms: {
      app: alarmingWorld({ authenticator: { byToken } }).app,
      token: 'good',
      ask: ['GET', '/alarming/v2/alarms'],
      open: ['GET /alarming', 'GET /alarming/healthcheck'],
    },
    metrics: {
      app: metricsWorld({ authenticator: { byToken } }).app,
      token: 'good',
      ask: ['GET', '/metric/v1/metric'],
      open: ['GET /metric', 'GET /metric/healthcheck'],
    },
    'stored events': {
      app: log.app,
      token: 'p1:u1:reader,member',
      ask: ['GET', '/events/v2/events'],
      open: ['GET /events'],
    },
    ingest: {
      app: eventsApp({
        ...identity.ports,
        authenticator: { byToken, byApplicationCredential: async () => undefined },
        bus: recordingBus().bus,
        payloads: memoryPayloadStore(),
      }),
      token: 'good',
      ask: ['POST', '/events', '[]'],
      open: ['OPTIONS /events', 'HEAD /events'],
    },
    identity: {
      app: identityApp(identity.ports),
      token: await identity.tokenOf('demo'),
      ask: ['GET', '/identity/v3/auth/projects'],
      open: ['GET /identity/healthcheck'],
    },
  };
}

const all = await services();

describe.each(Object.entries(all))('%s', (_name, { app, token, ask, open }) => {
  const [method, path, body] = ask;
  const send = (headers: Readonly<Record<string, string>>) =>
    app.request(path, { method, headers, ...(body !== undefined && { body }) });

  test("lets the console's own requests in by its cookie", async () => {
    expect((await send({ ...own, ...cookieOf(token) })).status).not.toBe(401);
    const withoutFetchMetadata = { 'x-taibai-console': '1', ...cookieOf(token) };
    expect((await send(withoutFetchMetadata)).status).not.toBe(401);
    expect((await send({ ...own, ...cookieOf('wrong') })).status).toBe(401);
    expect((await send({ ...own, cookie: `taibai=${token}` })).status).toBe(401);
  });

  test.each(foreign)('refuses the cookie of a request by %s', async (_who, headers) => {
    expect((await send({ ...headers, ...cookieOf(token) })).status).toBe(401);
  });

  test('asks the header first', async () => {
    const right = { ...own, ...cookieOf('wrong'), 'x-auth-token': token };
    expect((await send(right)).status).not.toBe(401);
    const wrong = { ...own, ...cookieOf(token), 'x-auth-token': 'wrong' };
    expect((await send(wrong)).status).toBe(401);
  });

  test('does nothing with the cookie on any route for another site', async () => {
    const routes = routesOf(app).filter(
      (route) =>
        !open.includes(route) && !/\/identity(\/v3)?\/?$|auth\/tokens|^OPTIONS /.test(route),
    );
    for (const route of routes) {
      const values = new Proxy({}, { get: () => 'x' });
      const target = requestOf(route, values);
      // oxlint-disable-next-line no-await-in-loop -- a bounded number, in order
      const { status } = await app.request(target.path, {
        method: target.method,
        headers: { 'sec-fetch-site': 'cross-site', 'x-taibai-console': '1', ...cookieOf(token) },
      });
      expect([route, status]).toEqual([route, 401]);
    }
  });
});

const echo = new Hono().get('/', (context) => context.json(tokenOf(context) ?? null));
const text = fc.string({ unit: fc.constantFrom(...Array.from('abc.-_=; ,"%')) });
const some = fc.option(text, { nil: undefined });

test('a token comes from the header, or from the cookie of a request of the console, or from nowhere', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        header: fc.option(fc.stringMatching(/^[a-z]{0,3}$/), { nil: undefined }),
        cookie: fc.option(fc.stringMatching(/^[a-zA-Z0-9._=-]{0,9}$/), { nil: undefined }),
        others: some,
        console: fc.option(fc.constantFrom('1', '', '0', '1, 1', 'true'), { nil: undefined }),
        site: fc.option(
          fc.constantFrom('same-origin', 'same-site', 'cross-site', 'none', '', 'SAME-ORIGIN'),
          { nil: undefined },
        ),
      }),
      async ({ header, cookie, others, console: from, site }) => {
        const cookies = [
          ...(others === undefined ? [] : [`other=${others.replaceAll(';', '')}`]),
          ...(cookie === undefined ? [] : [`__Host-taibai=${encodeURIComponent(cookie)}`]),
        ];
        const response = await echo.request('/', {
          headers: {
            ...(header !== undefined && { 'x-auth-token': header }),
            ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
            ...(from !== undefined && { 'x-taibai-console': from }),
            ...(site !== undefined && { 'sec-fetch-site': site }),
          },
        });
        const isOwn = from === '1' && (site === undefined || site === 'same-origin');
        expect(await response.json()).toBe(header || (isOwn && cookie ? cookie : null));
      },
    ),
    { numRuns: propertyRuns(300) },
  );
});

const event = (headers: Readonly<Record<string, string>>) =>
  gatewayEvent('/', new Request('http://taibai.example/', { headers: { ...own, ...headers } }));

describe('behind the gateway', () => {
  const app = new Hono()
    .use(authenticate({ authenticator: { byToken } }))
    .get('/', (context) => context.text('in'))
    .onError((_failure, context) => context.text('out', 401));
  test.each([
    [
      'on AWS, apart from the headers',
      async () => ({ ...(await event({})), cookies: ['__Host-taibai=good'] }),
    ],
    ['on the emulator, in a header', async () => event(cookieOf('good'))],
  ])('cookies come %s, and not at all without a console', async (_where, made) => {
    const status = async (cookies: boolean) =>
      (await gatewayHandler(app, { cookies })(await made())).statusCode;
    expect(await status(true)).toBe(200);
    expect(await status(false)).toBe(401);
  });
});
