import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { octaviaClient } from '../../../functions/alarming/node/octavia.ts';
import { prometheusClient } from '../../../functions/alarming/node/prometheus.ts';
import { listen } from '../../support/listen.ts';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers so, and what it was asked. */
async function serving(answer: Answering) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, asked };
}

const json =
  (body: unknown, status = 200): Answering =>
  (_request, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));

const vector = (...values: readonly string[]) => ({
  status: 'success',
  data: {
    resultType: 'vector',
    result: values.map((value) => ({ metric: {}, value: [1.5, value] })),
  },
});

async function answered(answer: Answering, query = 'up') {
  const { url, asked } = await serving(answer);
  const client = prometheusClient({
    url,
    projectLabel: 'project',
    headersFor: async () => ({ authorization: 'Bearer t' }),
  });
  return { answer: await client.query('p1', query), asked };
}

test('a query is sent for the project, with its credentials, and its values are read as Prometheus writes them', async () => {
  const { answer, asked } = await answered(json(vector('7', '6.5', 'NaN', '+Inf', '1e3')));
  expect(answer).toEqual({ kind: 'values', values: [7, 6.5, Number.NaN, Infinity, 1000] });
  const [request] = asked;
  expect(new URL(request?.url ?? '', 'http://x').searchParams.get('query')).toBe(
    'up{project="p1"}',
  );
  expect(request?.headers.authorization).toBe('Bearer t');
});

test.each([
  [
    'a scalar',
    json({ status: 'success', data: { resultType: 'scalar', result: [1, '2'] } }),
    'the answer is not a vector',
  ],
  [
    'an error',
    json({ status: 'error', errorType: 'bad_data', error: 'unknown function' }, 400),
    '[400] unknown function',
  ],
  ['an outage', json({}, 503), 'Prometheus answered 503'],
  [
    'HTML',
    ((_, response) => void response.end('<html>')) satisfies Answering,
    'the answer is not a vector',
  ],
] as const)('%s is unknown, with the reason', async (_name, serve, reason) => {
  expect((await answered(serve)).answer).toEqual({ kind: 'unknown', reason });
});

test('what is not PromQL is not asked', async () => {
  const { answer, asked } = await answered(json(vector('1')), 'up{');
  expect(answer).toEqual({ kind: 'unknown', reason: 'the query is not PromQL' });
  expect(asked).toEqual([]);
});

test('a Prometheus that is not there is unknown', async () => {
  const client = prometheusClient({
    url: 'http://127.0.0.1:1',
    projectLabel: null,
    headersFor: async () => ({}),
  });
  expect(await client.query('p1', 'up')).toEqual({
    kind: 'unknown',
    reason: 'Prometheus is not reached, ECONNREFUSED',
  });
});

const members = [{ id: 'm1', operating_status: 'ERROR', admin_state_up: true, weight: 1 }];
const octavia =
  (projectId: string): Answering =>
  (request, response) =>
    json(
      request.url?.endsWith('/members')
        ? { members }
        : { pool: { id: 'pool', project_id: projectId } },
    )(request, response);

test('members of a pool are listed for its project, and for no other', async () => {
  const { url, asked } = await serving(octavia('p1'));
  const list = octaviaClient({ url, token: async () => 'token' });
  expect(await list('p1', 'pool')).toMatchObject({ kind: 'listed', members: [{ id: 'm1' }] });
  expect(asked.map((request) => request.headers['x-auth-token'])).toEqual(['token', 'token']);
  expect(await list('p2', 'pool')).toEqual({ kind: 'unknown', reason: 'Pool pool not found.' });
});

test('the id of a pool cannot lead to another path', async () => {
  const { url, asked } = await serving(octavia('p1'));
  await octaviaClient({ url, token: async () => 'token' })('p1', '../../v2.0/quotas?x=');
  expect(asked[0]?.url).toBe('/v2.0/lbaas/pools/..%2F..%2Fv2.0%2Fquotas%3Fx%3D');
});

test('an Octavia that fails is unknown, in the words of Aodh', async () => {
  const list = octaviaClient({ url: 'http://127.0.0.1:1', token: async () => 'token' });
  expect(await list('p1', 'pool')).toEqual({
    kind: 'unknown',
    reason: 'failed to communicate with load balancing service',
  });
});

/** A service that never answers some requests, and how many were open at once. */
async function holding(isHeld: (request: IncomingMessage) => boolean, answer: Answering) {
  let [open, most] = [0, 0];
  const serve: Answering = (request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
    });
    if (!isHeld(request)) setTimeout(() => answer(request, response), 2);
  };
  const { url } = await serving(serve);
  return { url, most: () => most };
}
const patience = { connectMilliseconds: 2000, totalMilliseconds: 2000, answerBytes: 10_000 };
const labelled = { projectLabel: 'project', headersFor: async () => ({}) };
const isSlow = ({ url = '' }: IncomingMessage) => url.includes('slow');
const many = (ask: (project: string) => Promise<unknown>, project: string) =>
  Array.from({ length: 20 }, () => ask(project));

describe('a service elsewhere', () => {
  test.each([
    [
      'Prometheus',
      json(vector('1')),
      (url: string) => {
        const client = prometheusClient({ url, ...labelled }, patience);
        return (project: string) => client.query(project, 'up');
      },
    ],
    [
      'Octavia',
      json({ members }),
      (url: string) => {
        const list = octaviaClient({ url, token: async () => 't' }, patience);
        return (project: string) => list(project, `pool-of-${project}`);
      },
    ],
  ] as const)(
    '%s is never asked more than eight questions at once, and four for one project; one whose questions hang delays no other',
    async (_name, answer, clientOf) => {
      const server = await holding(isSlow, answer);
      const ask = clientOf(server.url);
      const slow = many(ask, 'slow');
      const began = performance.now();
      await Promise.all(['a', 'b', 'c'].flatMap((project) => many(ask, project)));
      expect(performance.now() - began).toBeLessThan(patience.totalMilliseconds - 50);
      expect(server.most()).toBe(8);
      const answers = await Promise.all(slow);
      expect(answers).toEqual(answers.map(() => expect.objectContaining({ kind: 'unknown' })));
      expect(performance.now() - began).toBeLessThan(2 * patience.totalMilliseconds);

      const single = await holding(() => false, answer);
      await Promise.all(many(clientOf(single.url), 'a'));
      expect(single.most()).toBe(4);
    },
  );

  test('that hangs takes the time of one question from all that wait for it, and none from another service', async () => {
    const [hanging, well] = [await holding(() => true, json({})), await serving(json(vector('1')))];
    const list = octaviaClient({ url: hanging.url, token: async () => 't' }, patience);
    const client = prometheusClient({ url: well.url, ...labelled }, patience);
    const began = performance.now();
    const waiting = ['a', 'b', 'c'].flatMap((name) =>
      many((project) => list(project, 'pool'), name),
    );
    expect(await client.query('a', 'up')).toEqual({ kind: 'values', values: [1] });
    expect(performance.now() - began).toBeLessThan(patience.totalMilliseconds - 50);
    await Promise.all(waiting);
    expect(performance.now() - began).toBeLessThan(2 * patience.totalMilliseconds);
  });
});
