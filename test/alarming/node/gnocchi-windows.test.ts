import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { gnocchiWindows } from '../../../functions/alarming/node/gnocchi/windows.ts';
import { listen } from '../../support/listen.ts';

/*
 * A server that answers as Gnocchi 4.7.1 did (recorded), to the service user, who may read everything.
 */
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const limits = { connectMilliseconds: 2000, answerBytes: 100_000 };

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly token: string | undefined;
  readonly body: unknown;
}
type Answers = (asked: Asked) => readonly [status: number, text: string] | undefined;

async function gnocchi(
  answers: Answers,
  token = async () => 'of the service user',
  questionSeconds = 10,
) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://x');
      const text = Buffer.concat(chunks).toString();
      const each = {
        method: request.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        token: z.string().optional().parse(request.headers['x-auth-token']),
        body: text === '' ? undefined : JSON.parse(text),
      };
      asked.push(each);
      const answer = answers(each);
      // Without an answer, the request hangs.
      if (answer)
        response.writeHead(answer[0], { 'content-type': 'application/json' }).end(answer[1]);
    });
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${await listen(server)}/gnocchi`;
  return { windows: gnocchiWindows({ url, token }, { ...limits, questionSeconds }), asked };
}

const resourceId = '89e44546-c14d-4c53-934a-3de41b88b4a2';
const metricId = '27f98998-a74b-4406-86aa-62afe2e8d4b9';
const otherId = '757da47c-ee54-4510-a16f-cdc86cec98ea';
const resource = {
  id: resourceId,
  creator: 'ceilometer:service',
  started_at: '2026-11-27T21:39:54.169329+00:00',
  ended_at: null,
  project_id: 'p1',
  original_resource_id: resourceId,
  type: 'generic',
  created_by_user_id: 'ceilometer',
  created_by_project_id: 'service',
};
const metric = (id: string) => ({
  id,
  creator: 'ceilometer:service',
  name: 'cpu',
  resource,
  created_by_project_id: 'service',
});
const first = Date.parse('2026-11-27T21:37:00Z') / 1000;
const span = { granularitySeconds: 60, first, last: first + 120 };
const series =
  '[["2026-11-27T21:37:00+00:00", 60.0, 1.0], ["2026-11-27T21:38:00+00:00", 60.0, NaN], ["2026-11-27T21:39:00+00:00", 60.0, 3.5]]';
const windows = [
  { at: first, value: 1 },
  { at: first + 60, value: Number.NaN },
  { at: first + 120, value: 3.5 },
];
const json = (value: unknown, status = 200) => [status, JSON.stringify(value)] as const;
const refused = (code: number, description: unknown) =>
  json({ code, title: '', description }, code);

/** The real one's answers about one resource with one metric. */
const usual: Answers = ({ method, path }) => {
  if (path === '/gnocchi/v1/search/resource/generic')
    return json([{ ...resource, metrics: { cpu: metricId } }]);
  if (path === `/gnocchi/v1/metric/${metricId}/measures`) return [200, series];
  if (method === 'GET' && path === `/gnocchi/v1/metric/${metricId}`) return json(metric(metricId));
  if (method === 'GET' && path === `/gnocchi/v1/metric/${otherId}`) return json(metric(otherId));
  if (path === '/gnocchi/v1/aggregates') return [200, `{"measures": {"aggregated": ${series}}}`];
  return refused(404, null);
};
const except =
  (path: string, answer: readonly [number, string]): Answers =>
  (asked) =>
    asked.path === path ? answer : usual(asked);
const measuresPath = `/gnocchi/v1/metric/${metricId}/measures`;
const aggregatesPath = '/gnocchi/v1/aggregates';

const ofResource = { resourceId, userId: 'u1', name: 'cpu', method: 'mean', span };
const ofMetrics = { metricIds: [metricId, otherId], method: 'max', span };
const ofResources = {
  resourceType: 'instance',
  query: '{"=": {"a": 1}}',
  name: 'cpu',
  method: 'rate:mean',
  span,
};
const readable = { or: [{ '=': { created_by_project_id: 'p1' } }, { '=': { project_id: 'p1' } }] };

describe('windows of an existing Gnocchi', () => {
  test('of a resource are those of its metric, asked for as the service user and within the project', async () => {
    const { windows: source, asked } = await gnocchi(usual);
    expect(await source.ofResource('p1', ofResource)).toEqual({ kind: 'windows', windows });
    expect(asked).toMatchObject([
      {
        method: 'POST',
        token: 'of the service user',
        body: { and: [readable, { '=': { id: resourceId } }] },
      },
      {
        method: 'GET',
        query: {
          aggregation: 'mean',
          granularity: '60',
          start: '2026-11-27T21:37:00.000Z',
          stop: '2026-11-27T21:40:00.000Z',
        },
      },
    ]);
  });

  test('of a resource that is named otherwise than by a UUID are found by that name', async () => {
    const { windows: source, asked } = await gnocchi(usual);
    await source.ofResource('p1', { ...ofResource, resourceId: 'web-1' });
    expect(asked[0]?.body).toEqual({
      and: [readable, { '=': { original_resource_id: 'web-1' } }],
    });
  });

  test.each([
    ['the creator of the alarm', 'u1:p1', ['u2:p1', 'u1:p1', 'ceilometer:service']],
    ['the project', 'u2:p1', ['ceilometer:service', 'u2:p1']],
    ['whoever gave the id, if that is one', 'ceilometer:service', ['ceilometer:service']],
  ])(
    'of a name that several have given are those of the resource of %s',
    async (_name, creator, creators) => {
      const found = creators.map((each) => {
        const [created_by_user_id, created_by_project_id] = each.split(':');
        const cpu = each === creator ? metricId : otherId;
        return {
          ...resource,
          project_id: 'p1',
          created_by_user_id,
          created_by_project_id,
          metrics: { cpu },
        };
      });
      const search = '/gnocchi/v1/search/resource/generic';
      const { windows: source, asked } = await gnocchi(except(search, json(found)));
      const question = { ...ofResource, resourceId: 'web-1' };
      expect(await source.ofResource('p1', question)).toEqual({ kind: 'windows', windows });
      expect(asked[1]?.path).toBe(measuresPath);
    },
  );

  test('of a name that the project itself has given twice are not known', async () => {
    const both = ['u2', 'u3'].map((created_by_user_id) => ({
      ...resource,
      created_by_user_id,
      created_by_project_id: 'p1',
    }));
    const { windows: source } = await gnocchi(
      except('/gnocchi/v1/search/resource/generic', json(both)),
    );
    expect(await source.ofResource('p1', { ...ofResource, resourceId: 'web-1' })).toEqual({
      kind: 'invalid',
      reason: 'several resources have the id web-1',
    });
  });

  test.each([
    [{ '=': { id: 'web-1' } }, { '=': { original_resource_id: 'web-1' } }],
    [{ '!=': { id: 'web-1' } }, { '!=': { original_resource_id: 'web-1' } }],
    [{ '=': { id: resourceId } }, { '=': { id: resourceId } }],
    [{ in: { id: ['web-1', 'web-2'] } }, { in: { original_resource_id: ['web-1', 'web-2'] } }],
    [
      { and: [{ in: { id: ['web-1', resourceId] } }, { not: { '=': { id: 'web-2' } } }] },
      {
        and: [
          {
            or: [{ in: { id: [resourceId] } }, { in: { original_resource_id: ['web-1'] } }],
          },
          { not: { '=': { original_resource_id: 'web-2' } } },
        ],
      },
    ],
    [{ '=': { host: 'id' } }, { '=': { host: 'id' } }],
  ])(
    'of the query %j have the ids that creators gave, which Gnocchi would take for the service user’s own',
    async (query, sent) => {
      const { windows: source, asked } = await gnocchi(usual);
      await source.ofResources('p1', { ...ofResources, query: JSON.stringify(query) });
      expect(asked[0]?.body).toMatchObject({ search: { and: [readable, sent] } });
    },
  );

  test('of several metrics are aggregated across them, in the form that Gnocchi accepts', async () => {
    const { windows: source, asked } = await gnocchi(usual);
    expect(await source.ofMetrics('p1', ofMetrics)).toEqual({ kind: 'windows', windows });
    expect(asked.at(-1)).toMatchObject({
      path: aggregatesPath,
      query: { needed_overlap: '0', granularity: '60' },
      body: {
        operations: ['aggregate', 'max', ['metric', [metricId, 'max'], [otherId, 'max']]],
      },
    });
  });

  test('of a query are searched among what the project may read, and rates are those of the aggregate', async () => {
    const { windows: source, asked } = await gnocchi(usual);
    expect(await source.ofResources('p1', ofResources)).toEqual({ kind: 'windows', windows });
    expect(asked[0]?.body).toEqual({
      operations: ['aggregate', 'rate:mean', ['metric', 'cpu', 'mean']],
      search: { and: [readable, { '=': { a: 1 } }] },
      resource_type: 'instance',
    });
  });

  test('are only those of the span and its granularity', async () => {
    const text =
      '[["2026-11-27T21:36:00+00:00", 60.0, 9], ["2026-11-27T21:37:00+00:00", 3600.0, 9]]';
    const { windows: source } = await gnocchi(except(measuresPath, [200, text]));
    expect(await source.ofResource('p1', ofResource)).toEqual({ kind: 'windows', windows: [] });
  });
});

describe('an alarm sees what its project may read, whatever the service user sees', () => {
  test('a resource of another project does not exist', async () => {
    const { windows: source, asked } = await gnocchi(usual);
    expect(await source.ofResource('p2', ofResource)).toEqual({ kind: 'resource-missing' });
    expect(asked.map(({ path }) => path)).not.toContain(measuresPath);
  });

  test('a metric of another project does not exist, and nothing is aggregated', async () => {
    const { windows: source, asked } = await gnocchi(usual);
    expect(await source.ofMetrics('p2', ofMetrics)).toEqual({ kind: 'metric-missing' });
    expect(asked.map(({ path }) => path)).not.toContain(aggregatesPath);
  });

  test('whoever created the metric may read it', async () => {
    const { windows: source } = await gnocchi(usual);
    expect(await source.ofMetrics('service', ofMetrics)).toMatchObject({ kind: 'windows' });
  });

  test.each([
    '{"or": [{"=": {"project_id": "p1"}}, {"=": {"project_id": "p2"}}]}',
    '{}',
    '',
    '{"not": {"=": {"project_id": "p2"}}}',
  ])('the query %s cannot widen what is searched', async (query) => {
    const { windows: source, asked } = await gnocchi(usual);
    await source.ofResources('p2', { ...ofResources, query });
    const scope = { or: [{ '=': { created_by_project_id: 'p2' } }, { '=': { project_id: 'p2' } }] };
    const { search } = z.object({ search: z.unknown() }).parse(asked[0]?.body);
    expect([
      scope,
      { and: [scope, ...(query.length > 2 ? [JSON.parse(query)] : [])] },
    ]).toContainEqual(search);
  });

  test.each(['a=1) or (project_id="p1"', '[]', '"x"', '{'])(
    'the text %s is no query, and is not asked',
    async (query) => {
      const { windows: source, asked } = await gnocchi(usual);
      const reason = 'the query is not a search in JSON';
      expect(await source.ofResources('p1', { ...ofResources, query })).toEqual({
        kind: 'invalid',
        reason,
      });
      expect(asked).toEqual([]);
    },
  );

  test('an id cannot lead to another path', async () => {
    const { windows: source, asked } = await gnocchi(usual);
    await source.ofMetrics('p1', { ...ofMetrics, metricIds: ['../archive_policy'] });
    await source.ofResource('p1', { ...ofResource, resourceId: '../../x' });
    expect(new Set(asked.map(({ path }) => path))).toEqual(
      new Set(['/gnocchi/v1/search/resource/generic', measuresPath]),
    );
  });
});

describe('what Gnocchi does not answer is unknown, with the reason', () => {
  const unknownMethod = {
    cause: 'Aggregation method does not exist for this metric',
    detail: { metric: metricId, aggregation_method: '95pct' },
  };
  test.each([
    ['no resource', except('/gnocchi/v1/search/resource/generic', json([])), 'resource-missing'],
    [
      'no metric of that name',
      except('/gnocchi/v1/search/resource/generic', json([{ ...resource, metrics: {} }])),
      'metric-missing',
    ],
    [
      'a metric that was deleted',
      except(measuresPath, refused(404, `Metric ${metricId} does not exist`)),
      'metric-missing',
    ],
    ['no such method', except(measuresPath, refused(404, unknownMethod)), 'aggregation-missing'],
    [
      'no such granularity',
      except(
        measuresPath,
        refused(
          404,
          `Aggregation method 'mean' at granularity '7.0' for metric ${metricId} does not exist`,
        ),
      ),
      'aggregation-missing',
    ],
  ] as const)('%s', async (_name, answers, kind) => {
    const { windows: source } = await gnocchi(answers);
    expect(await source.ofResource('p1', ofResource)).toEqual({ kind });
  });

  test.each([
    ["Metric ['cpu'] does not exist", { kind: 'metric-missing' }, 404],
    [
      { cause: 'Metrics with unknown aggregation', detail: [[metricId, '95pct']] },
      { kind: 'aggregation-missing' },
      404,
    ],
    [
      { cause: 'Metrics cannot be aggregated', reason: 'Granularities are missing', detail: [] },
      { kind: 'aggregation-missing' },
      400,
    ],
    [
      'Resource type generic has no nope attribute',
      { kind: 'invalid', reason: 'Resource type generic has no nope attribute (HTTP 400)' },
      400,
    ],
    [
      {
        cause: 'Invalid input',
        reason: "'aggregate' operation invalid for dictionary value @ data['operations']",
        detail: ['operations'],
      },
      {
        kind: 'invalid',
        reason:
          "Invalid input 'aggregate' operation invalid for dictionary value @ data['operations'] (HTTP 400)",
      },
      400,
    ],
  ] as const)('aggregates: %j', async (description, expected, status) => {
    const { windows: source } = await gnocchi(except(aggregatesPath, refused(status, description)));
    expect(await source.ofResources('p1', ofResources)).toEqual(expected);
  });

  test.each([
    ['an outage', [503, ''] as const, 'Gnocchi answered 503'],
    [
      'a wrong token',
      json({ error: { code: 401 } }, 401),
      'Gnocchi refuses the service user (HTTP 401)',
    ],
    ['HTML', [200, '<html>'] as const, "Gnocchi's answer cannot be read"],
    ['an object', json({}), "Gnocchi's answer cannot be read"],
  ])('%s', async (_name, answer, reason) => {
    const { windows: source } = await gnocchi(except(measuresPath, answer));
    expect(await source.ofResource('p1', ofResource)).toEqual({ kind: 'invalid', reason });
  });

  test('a Gnocchi that is not there', async () => {
    const source = gnocchiWindows({ url: 'http://127.0.0.1:1', token: async () => '' });
    expect(await source.ofResource('p1', ofResource)).toEqual({
      kind: 'invalid',
      reason: 'Gnocchi is not reached, ECONNREFUSED',
    });
  });

  test('a Keystone that is away', async () => {
    const { windows: source, asked } = await gnocchi(usual, async () => {
      throw new Error('away');
    });
    expect(await source.ofResource('p1', ofResource)).toEqual({
      kind: 'invalid',
      reason: 'Keystone gives no token for Gnocchi',
    });
    expect(asked).toEqual([]);
  });

  test('a Gnocchi that never answers, for all questions together in the time of one', async () => {
    const { windows: source } = await gnocchi(() => undefined, undefined, 0.5);
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => source.ofResource('p1', ofResource)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"kind":"invalid","reason":"Gnocchi gives no answer within 0.5 s"}']),
    );
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test('never more than eight requests are asked at once, and four for one project, whose others wait', async () => {
    const running: string[] = [];
    const most = { all: 0, p1: 0 };
    const { windows: source, asked } = await gnocchi(usual, async () => {
      running.push('request');
      most.all = Math.max(most.all, running.length);
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
      running.pop();
      return 't';
    });
    const ids = Array.from({ length: 100 }, () => metricId);
    const question = { ...ofMetrics, metricIds: ids };
    await source.ofMetrics('p1', question);
    most.p1 = most.all;
    await Promise.all(['p1', 'p2', 'p3'].map((project) => source.ofMetrics(project, question)));
    expect(most).toEqual({ p1: 4, all: 8 });
    expect(asked.length).toBeGreaterThan(300);
  });

  test('a project whose questions are never answered delays no other', async () => {
    const { windows: source } = await gnocchi(
      (each) => (JSON.stringify(each.body)?.includes('"slow"') ? undefined : usual(each)),
      undefined,
      1,
    );
    const slow = Array.from({ length: 50 }, () => source.ofResource('slow', ofResource));
    const began = performance.now();
    for (let asked = 0; asked < 5; asked += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await source.ofResource('p1', ofResource)).toMatchObject({ kind: 'windows' });
    expect(performance.now() - began).toBeLessThan(900);
    expect(new Set((await Promise.all(slow)).map((answer) => answer.kind))).toEqual(
      new Set(['invalid']),
    );
  });
});
