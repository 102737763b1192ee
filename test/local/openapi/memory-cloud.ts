import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { eventsApp } from '../../../functions/events/http/app.ts';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { withoutDoubleSlash } from '../../../functions/metrics/http/tidy-path.ts';
import { urlPath } from '../../../functions/platform/http/gateway-path.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { alarmingWorld } from '../../alarming/support/alarming-world.ts';
import { engineWithThings } from '../../engine/support/engine-requests.ts';
import { logWorld } from '../../events/support/log-world.ts';
import { recordingBus } from '../../events/support/recording-bus.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { devstackClient } from '../../identity/support/identity-client.ts';
import { admin, metricsWorld } from '../../metrics/support/metrics-world.ts';
import { standingClock } from '../../support/clock.ts';
import { listen } from '../../support/listen.ts';
import { silentLog } from '../../support/silent-log.ts';
import { seededConsole } from './memory-console.ts';
import { type MemoryService, under } from './memory-service.ts';

/** The APIs of all services in memory, with something of each kind, served on loopback behind one address. */
export async function memoryCloud() {
  const identity = await seededIdentity();
  const services = [
    await seededAlarming(),
    await seededEvents(),
    await seededMetrics(),
    identity,
    ...(await seededConsole()),
    await seededEngine(),
  ];
  const server = createServer({ maxHeaderSize: 1_000_000 }, (incoming, outgoing) => {
    const service = services.find(({ serves }) =>
      serves(incoming.method ?? '', incoming.url ?? ''),
    );
    if (service && incoming.method !== 'TRACE')
      answer(service, { incoming, outgoing, token: identity.token }).catch((error: unknown) => {
        service.logged.push(error);
        outgoing.writeHead(500).end();
      });
    else outgoing.writeHead(400).end();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    token: identity.token,
    /** What parameters are, so that something is found: see `Target`. */
    values: Object.fromEntries(
      services.flatMap(({ values }): readonly [string, string][] => Object.entries(values)),
    ),
    failures: () => services.flatMap(({ logged }) => logged),
    close: () => server.close(),
  };
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly token: string;
}

async function answer(
  service: MemoryService,
  { incoming, outgoing, token }: Exchange,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = 'GET', url = '/' } = incoming;
  const [path = '', query] = url.split('?');
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  if (headers.has('x-auth-token'))
    headers.set('x-auth-token', headers.get('x-auth-token') === token ? service.as : 'wrong');
  const answered = await service.request(
    `http://taibai.test${gatewayPath(path)}${query === undefined ? '' : `?${query}`}`,
    { method, headers, ...(chunks.length > 0 && { body: Buffer.concat(chunks) }) },
  );
  outgoing.writeHead(answered.status, Object.fromEntries(answered.headers));
  outgoing.end(Buffer.from(await answered.arrayBuffer()));
}

/** What a service sees of a path behind the gateway, which decodes it. */
function gatewayPath(path: string): string {
  const decoded = Buffer.from(
    path
      .replaceAll('%25', '%2525')
      .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
    'latin1',
  ).toString();
  return urlPath(path.startsWith('/metric') ? withoutDoubleSlash(decoded) : decoded);
}

async function seededAlarming(): Promise<MemoryService> {
  const { app, create, storedEvents, logged } = alarmingWorld();
  const asking = { user: 'u1', project: 'p1', role: 'admin' } as const;
  const query = [{ field: 'traits.n', op: 'ge', type: 'integer', value: '7' }];
  const alarm = async () => (await create({ event_rule: { query } }, asking)).alarm_id;
  const id = await alarm();
  storedEvents.add(
    {
      projectId: 'p1',
      messageId: id,
      eventType: 'a.b',
      at: '2026-01-01T00:00:05.000000Z',
      acceptance: 'a1',
    },
    JSON.stringify({
      message_id: id,
      event_type: 'a.b',
      traits: [
        ['project_id', 1, 'p1'],
        ['n', 2, 5],
      ],
    }),
  );
  return {
    serves: under(/^\/alarming/, /^\/events\/v2\/(replays|events\/[^/]+\/(chain|explain))/),
    request: (url, init) => app.request(url, init),
    as: 'u1|p1|admin',
    logged,
    values: {
      '/alarming/v2/alarms/{id}': id,
      '/events/v2/events/{id}/chain': id,
      '/events/v2/events/{id}/explain': id,
      'DELETE /alarming/v2/alarms/{id}': await alarm(),
    },
  };
}

async function seededEvents(): Promise<MemoryService> {
  const world = logWorld();
  await world.store({ id: 'm1', traits: [['n', 2, 5]] });
  const ingest = eventsApp({
    authenticator: {
      byToken: async (token) =>
        token === 'wrong'
          ? undefined
          : { userId: 'u', projectId: 'p1', roles: ['member', 'service'] },
      byApplicationCredential: async () => undefined,
    },
    bus: recordingBus().bus,
    clock: standingClock(),
    ids: nodeIds,
    log: silentLog,
    sourceOf: () => '192.0.2.1',
    payloads: memoryPayloadStore(),
  });
  const isIngest = /^http:\/\/taibai.test\/events\/?(\?|$)/;
  return {
    serves: under(/^\/events/),
    request: (url, init) =>
      isIngest.test(url) && init.method !== 'GET'
        ? ingest.request(url, init)
        : world.app.request(url, init),
    as: 'p1:u1:admin,member,reader',
    logged: [],
    values: {
      '/events/v2/events/{id}': 'm1',
      '/events/v2/event_types/{type}': 'compute.instance.create.end',
      '/events/v2/event_types/{type}/traits/{name}': 'n',
    },
  };
}

async function seededMetrics(): Promise<MemoryService> {
  const { app, resource, logged, send } = metricsWorld();
  const metrics = { cpu: { archive_policy_name: 'low' } };
  const { id, metrics: made } = await resource({ metrics }, admin);
  const doomed = await resource({ metrics }, admin);
  await send('POST', '/v1/resource_type', { name: 'doomed' }, admin);
  await send('POST', '/v1/resource_type', { name: 'kept' }, admin);
  return {
    serves: under(/^\/metric/),
    request: (url, init) => app.request(url, init),
    as: 'ua|pa|admin',
    logged,
    values: {
      '/metric/v1/resource/{type}': 'generic',
      '/metric/v1/resource/{type}/{id}': id,
      'DELETE /metric/v1/resource/{type}/{id}': doomed.id,
      '/metric/v1/resource/{type}/{id}/metric/{name}': 'cpu',
      '/metric/v1/metric/{id}': made.cpu,
      'DELETE /metric/v1/metric/{id}': doomed.metrics.cpu,
      '/metric/v1/archive_policy/{name}': 'low',
      'DELETE /metric/v1/archive_policy/{name}': 'five-minutes',
      '/metric/v1/archive_policy_rule/{name}': 'disks',
      '/metric/v1/resource_type/{name}': 'kept',
      'DELETE /metric/v1/resource_type/{name}': 'doomed',
    },
  };
}

async function seededIdentity(): Promise<MemoryService & { readonly token: string }> {
  const { app, send, tokenOf, lines } = await devstackClient();
  const token = await tokenOf('admin');
  const ask = async (path: string) => (await send('GET', path, { token })).body;
  const named = async (kind: string, name: string): Promise<string> =>
    (await ask(`/v3/${kind}?name=${name}`))[kind][0].id;
  const { catalog } = (await send('GET', '/v3/auth/tokens', { token, subject: token })).body.token;
  return {
    serves: under(/^\/identity/),
    request: (url, init) => app.request(url, init),
    as: token,
    logged: lines,
    token,
    values: {
      '/identity/v3/users/{user}': await named('users', 'demo'),
      '/identity/v3/projects/{project}': await named('projects', 'demo'),
      '/identity/v3/roles/{role}': roleIds.reader,
      '/identity/v3/projects/{project}/users/{user}': await named('users', 'demo'),
      '/identity/v3/projects/{project}/users/{user}/roles/{role}': roleIds.reader,
      'X-Subject-Token': await tokenOf('demo'),
      'DELETE /identity/v3/users/{user}': await named('users', 'alt_demo'),
      'DELETE /identity/v3/projects/{project}': await named('projects', 'alt_demo'),
      '/identity/v3/domains/{id}': 'default',
      '/identity/v3/regions/{id}': 'RegionOne',
      '/identity/v3/services/{id}': catalog[0].id,
      '/identity/v3/endpoints/{id}': catalog[0].endpoints[0].id,
    },
  };
}

async function seededEngine(): Promise<MemoryService> {
  const { app, invocation, provision, things, ports } = await engineWithThings();
  const isInvocation = /\/v1\/webhooks\/[^/]+\/invoke/;
  return {
    serves: () => true,
    async request(url, init) {
      const answered = await (isInvocation.test(url) && init.method === 'POST'
        ? invocation
        : app
      ).request(url, init);
      await provision();
      return answered;
    },
    as: 'demo-admin',
    logged: ports.logged,
    values: {
      '/v1/functions/{id}': things.function,
      'DELETE /v1/functions/{id}': things.unused,
      '/v1/functions/{id}/versions/{version}': '1',
      '/v1/aliases/{name}': 'prod',
      '/v1/webhooks/{id}': things.webhook,
      '/v1/jobs/{id}': things.job,
      '/v1/executions/{id}': things.execution,
      '/v1/runtimes/{id}': things.runtime,
    },
  };
}
