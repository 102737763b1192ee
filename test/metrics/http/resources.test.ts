import { describe, expect, test } from 'vitest';
import { admin, type Asking, metricsWorld } from '../support/metrics-world.ts';

const id = 'f93450f2-d8a5-4d67-9985-02511241e7d1';
const other: Asking = { user: 'u2', project: 'p2' };
const service: Asking = { user: 'us', project: 'ps', role: 'service' };
const path = `/v1/resource/generic/${id}`;

describe('a resource', () => {
  test('is shown as Gnocchi shows it', async () => {
    const { send } = metricsWorld();
    const created = await send('POST', '/v1/resource/generic', {
      id,
      user_id: 'ux',
      project_id: 'px',
      started_at: '2014-01-03T02:02:02',
    });
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`http://taibai.test/metric${path}`);
    expect(created.headers.get('etag')).toMatch(/^"[0-9a-f]{40}"$/);
    expect(created.headers.get('last-modified')).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
    expect(created.json).toEqual({
      id,
      creator: 'u1:p1',
      started_at: '2014-01-03T02:02:02+00:00',
      revision_start: expect.stringMatching(/^2026-01-01T00:00:00\.\d{6}\+00:00$/),
      ended_at: null,
      user_id: 'ux',
      project_id: 'px',
      original_resource_id: id,
      type: 'generic',
      revision_end: null,
      metrics: {},
      created_by_user_id: 'u1',
      created_by_project_id: 'p1',
    });
    const shown = await send('GET', path);
    expect(shown.json).toEqual(created.json);
    expect(shown.headers.get('etag')).toBe(created.headers.get('etag'));
  });

  test('of a name has the id that its creator gives it, also in paths', async () => {
    const { send, resource } = metricsWorld();
    const mine = await resource({ id: 'vm-1-vda' });
    const theirs = await resource({ id: 'vm-1-vda' }, other);
    expect(mine.id).not.toBe(theirs.id);
    expect(mine.original_resource_id).toBe('vm-1-vda');
    expect((await send('GET', '/v1/resource/generic/vm-1-vda')).json.id).toBe(mine.id);
    expect((await send('GET', '/v1/resource/generic/vm-1-vda', undefined, other)).json.id).toBe(
      theirs.id,
    );
  });

  test.each([
    [{}, "required key not provided @ data['id']"],
    [{ id: 'a/b' }, "'/' is not supported in resource id for dictionary value @ data['id']"],
    [
      { id: 'x'.repeat(290) },
      "transformable resource id >289 max allowed characters for dictionary value @ data['id']",
    ],
    [{ id, bogus: 1 }, "extra keys not allowed @ data['bogus']"],
    [
      { id, started_at: 'soon' },
      "Unable to convert timestamps for dictionary value @ data['started_at']",
    ],
    [{ id, user_id: 5 }, "expected str for dictionary value @ data['user_id']"],
  ])('%j is refused', async (body, reason) => {
    const { refusal } = metricsWorld();
    const [status, description] = await refusal('POST', '/v1/resource/generic', body);
    expect([status, description.cause, description.reason]).toEqual([400, 'Invalid input', reason]);
  });

  test('ends after it begins', async () => {
    const { refusal, resource } = metricsWorld();
    const body = { id, started_at: '2026-01-02', ended_at: '2026-01-01' };
    expect(await refusal('POST', '/v1/resource/generic', body)).toEqual([
      400,
      'Start timestamp cannot be after end timestamp',
    ]);
    await resource({ id, started_at: '2014-01-03' });
    expect(await refusal('PATCH', path, { ended_at: '2014-01-01' })).toEqual([
      400,
      'Value 2014-01-01 00:00:00+00:00 for attribute ended_at on resource type generic is invalid',
    ]);
  });

  test('that is there already is refused, whatever its type', async () => {
    const { refusal, resource, send } = metricsWorld();
    await resource({ id });
    await send('POST', '/v1/resource_type', { name: 't' }, admin);
    for (const type of ['generic', 't'])
      expect(await refusal('POST', `/v1/resource/${type}`, { id })).toEqual([
        409,
        `Resource ${id} already exists`,
      ]);
    expect(await refusal('GET', `/v1/resource/t/${id}`)).toEqual([
      404,
      `Resource ${id} does not exist`,
    ]);
    expect(await refusal('GET', `/v1/resource/none/${id}`)).toEqual([
      404,
      'Resource type none does not exist',
    ]);
  });

  test('keeps what it was as revisions, if anything but its metrics changed', async () => {
    const { send, resource } = metricsWorld();
    await resource({ id, project_id: 'a' });
    await send('PATCH', path, { project_id: 'a' });
    await send('PATCH', path, { metrics: { m: {} } });
    await send('PATCH', path, {});
    expect((await send('GET', `${path}/history`)).json).toHaveLength(1);
    await send('PATCH', path, { project_id: 'b' });
    const ended = await send('PATCH', path, { ended_at: '2030-01-01' });
    expect(ended.json).toMatchObject({ project_id: 'b', ended_at: '2030-01-01T00:00:00+00:00' });
    const { json } = await send('GET', `${path}/history`);
    expect(
      json.map((row: { project_id: string; ended_at: string }) => [row.project_id, row.ended_at]),
    ).toEqual([
      ['a', null],
      ['b', null],
      ['b', '2030-01-01T00:00:00+00:00'],
    ]);
    expect(json[0].revision_end).toBe(json[1].revision_start);
    expect(json[2].revision_end).toBeNull();
    const first = await send('GET', `${path}/history?limit=1`);
    expect(first.headers.get('link')).toBe(
      `<http://taibai.test/metric${path}/history?limit=1&marker=${id}%401&sort=revision_start%3Aasc&sort=started_at%3Aasc>; rel="next"`,
    );
    const rest = await send('GET', `${path}/history?marker=${id}@1`);
    expect(rest.json).toEqual(json.slice(1));
  });

  test('is deleted with its metrics', async () => {
    const { send, refusal, resource } = metricsWorld();
    const { metrics } = await resource({ id, metrics: { cpu: {} } });
    expect((await send('DELETE', path)).status).toBe(204);
    expect(await refusal('GET', path)).toEqual([404, `Resource ${id} does not exist`]);
    expect(await refusal('GET', `/v1/metric/${metrics.cpu}`)).toEqual([
      404,
      `Metric ${metrics.cpu} does not exist`,
    ]);
    expect((await resource({ id })).metrics).toEqual({});
    expect((await send('GET', `${path}/history`)).json).toHaveLength(1);
  });
});

const withHeaders = (headers: Record<string, string>) => ({ headers });

describe('preconditions', () => {
  test('hold for the state that the client knows', async () => {
    const { send, resource } = metricsWorld();
    await resource({ id });
    const etag = (await send('GET', path)).headers.get('etag') ?? '';
    const get = async (headers: Record<string, string>) =>
      (await send('GET', path, undefined, withHeaders(headers))).status;
    expect(await get({ 'if-none-match': etag })).toBe(304);
    expect(await get({ 'if-match': '"x"' })).toBe(412);
    expect(await get({ 'if-match': '*' })).toBe(200);
    expect(await get({ 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' })).toBe(304);
    expect(await get({ 'if-unmodified-since': 'Wed, 31 Dec 2025 23:59:59 GMT' })).toBe(412);
    const change = { user_id: 'n' };
    const patch = async (headers: Record<string, string>) =>
      (await send('PATCH', path, change, withHeaders(headers))).status;
    expect(await patch({ 'if-none-match': etag })).toBe(412);
    expect(await patch({ 'if-match': etag })).toBe(200);
    expect(await patch({ 'if-match': etag })).toBe(412);
    const removed = await send('DELETE', path, undefined, withHeaders({ 'if-match': etag }));
    expect(removed.status).toBe(412);
  });
});

describe('who may what', () => {
  test('creators, owners, the role service and administrators, as in Gnocchi', async () => {
    const { send, resource } = metricsWorld();
    const { metrics } = await resource({ id, project_id: 'p2', metrics: { cpu: {} } });
    const colleague: Asking = { user: 'u9', project: 'p1' };
    const stranger: Asking = { user: 'u3', project: 'p3' };
    const status = async (method: string, to: string, body: unknown, asking: Asking) =>
      (await send(method, to, body, asking)).status;
    const callers = [{}, colleague, other, stranger, service, admin];
    const all = (method: string, to: string, body?: unknown) =>
      Promise.all(callers.map((asking) => status(method, to, body, asking)));
    expect(await all('GET', path)).toEqual([200, 200, 200, 403, 403, 200]);
    expect(await all('PATCH', path, {})).toEqual([200, 200, 403, 403, 200, 200]);
    expect(await all('GET', `/v1/metric/${metrics.cpu}`)).toEqual([200, 200, 200, 403, 200, 200]);
    expect(await all('GET', `${path}/metric`)).toEqual([200, 200, 200, 403, 403, 200]);
    const found = await Promise.all(
      callers.map(
        async (asking) =>
          (await send('POST', '/v1/search/resource/generic', {}, asking)).json.length,
      ),
    );
    expect(found).toEqual([1, 1, 1, 0, 1, 1]);
    const listed = await Promise.all(
      callers.map(
        async (asking) =>
          (await send('GET', '/v1/resource/generic', undefined, asking)).json.length,
      ),
    );
    expect(listed).toEqual([1, 1, 1, 0, 0, 1]);
    const metricsSeen = await Promise.all(
      callers.map(
        async (asking) => (await send('GET', '/v1/metric', undefined, asking)).json.length,
      ),
    );
    expect(metricsSeen).toEqual([1, 1, 1, 0, 0, 1]);
    for (const asking of [other, stranger, service]) {
      expect(await status('DELETE', `/v1/metric/${metrics.cpu}`, undefined, asking)).toBe(403);
      expect(await status('DELETE', path, undefined, asking)).toBe(403);
      const bulk = await send(
        'DELETE',
        '/v1/resource/generic?filter=id="' + id + '"',
        undefined,
        asking,
      );
      expect(bulk.json).toEqual({ deleted: 0 });
    }
    expect(await status('DELETE', path, undefined, colleague)).toBe(204);
  });

  test("a metric without resource is its project's own", async () => {
    const { send } = metricsWorld();
    const { json } = await send('POST', '/v1/metric', { name: 'm' });
    expect((await send('GET', '/v1/metric')).json).toHaveLength(1);
    expect((await send('GET', '/v1/metric', undefined, other)).json).toEqual([]);
    expect((await send('GET', `/v1/metric/${json.id}`, undefined, other)).status).toBe(403);
  });
});
