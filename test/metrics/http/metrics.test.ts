import { describe, expect, test } from 'vitest';
import { type Asking, metricsWorld } from '../support/metrics-world.ts';

const id = 'f93450f2-d8a5-4d67-9985-02511241e7d1';
const other: Asking = { user: 'u2', project: 'p2' };
const path = `/v1/resource/generic/${id}`;
const unknown = '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b';

describe('a metric', () => {
  test('is shown in three forms', async () => {
    const { send } = metricsWorld();
    const body = { name: 'm', unit: 'B', archive_policy_name: 'high' };
    const created = await send('POST', '/v1/metric/', body);
    const common = {
      id: expect.any(String),
      creator: 'u1:p1',
      name: 'm',
      unit: 'B',
      created_by_user_id: 'u1',
      created_by_project_id: 'p1',
    };
    expect([created.status, created.json]).toEqual([
      201,
      { ...common, resource_id: null, archive_policy_name: 'high' },
    ]);
    expect(created.headers.get('location')).toBe(
      `http://taibai.test/metric/v1/metric/${created.json.id}`,
    );
    const policy = (await send('GET', '/v1/archive_policy/high')).json;
    const { json } = await send('GET', `/v1/metric/${created.json.id}`);
    expect(json).toEqual({ ...common, resource: null, archive_policy: policy });
    expect((await send('GET', '/v1/metric')).json).toEqual([
      { ...common, resource_id: null, archive_policy: policy },
    ]);
  });

  test('of a resource shows the resource, and is found by its name', async () => {
    const { send, resource } = metricsWorld();
    const { metrics } = await resource({ id, metrics: { cpu: { archive_policy_name: 'high' } } });
    const { json } = await send('GET', `${path}/metric/cpu`);
    expect(json).toEqual((await send('GET', `/v1/metric/${metrics.cpu}`)).json);
    expect(json.resource).toMatchObject({ id, type: 'generic', revision_end: null });
    expect(json.resource).not.toHaveProperty('metrics');
    expect(json).not.toHaveProperty('resource_id');
    expect((await send('GET', `${path}/metric`)).json).toMatchObject([
      { id: metrics.cpu, resource_id: id, archive_policy: { name: 'high' } },
    ]);
  });

  test('that is added to a resource comes first in the answer, which has them all', async () => {
    const { send, refusal, resource } = metricsWorld();
    await resource({ id, metrics: { a: {}, z: {} } });
    const body = { m: { name: 'm', archive_policy_name: 'low' } };
    const added = await send('POST', `${path}/metric/`, body);
    expect(added.status).toBe(200);
    expect(added.json.map(({ name }: { name: string }) => name)).toEqual(['m', 'a', 'z']);
    expect((await send('GET', `${path}/history`)).json).toHaveLength(1);
    expect(await refusal('POST', `${path}/metric`, body)).toEqual([
      409,
      'Named metric m already exists',
    ]);
    expect(await refusal('POST', '/v1/metric', { name: 'm', resource_id: id })).toEqual([
      400,
      { cause: 'Named metric already exists', detail: 'm' },
    ]);
  });

  test('is deleted by its name or its id, and its resource stays', async () => {
    const { send, refusal, resource } = metricsWorld();
    const { metrics } = await resource({ id, metrics: { a: {}, b: {} } });
    expect((await send('DELETE', `${path}/metric/a`)).status).toBe(204);
    expect((await send('DELETE', `/v1/metric/${metrics.b}`)).status).toBe(204);
    expect((await send('GET', path)).json.metrics).toEqual({});
    for (const key of [`/v1/metric/${metrics.a}`, `/v1/metric/${unknown}`, '/v1/metric/nope'])
      expect(await refusal('GET', key)).toEqual([
        404,
        `Metric ${key.split('/').at(-1)} does not exist`,
      ]);
    expect(await refusal('GET', `${path}/metric/a`)).toEqual([404, 'Metric a does not exist']);
    expect(await refusal('GET', `/v1/resource/generic/${unknown}/metric/a`)).toEqual([
      404,
      `Resource ${unknown} does not exist`,
    ]);
  });

  test.each([
    [{ name: 'a/b' }, "'/' is not supported in metric name"],
    [
      { resource_id: id },
      {
        cause: 'Attribute value error',
        detail: 'name',
        reason: 'Name cannot be null if resource_id is not null',
      },
    ],
    [
      { unit: 'x'.repeat(32) },
      {
        cause: 'Invalid input',
        reason: "length of value must be at most 31 for dictionary value @ data['unit']",
        detail: ['unit'],
      },
    ],
  ])('%j is refused', async (body, description) => {
    const { refusal, resource } = metricsWorld();
    await resource({ id });
    expect(await refusal('POST', '/v1/metric', body)).toEqual([400, description]);
  });

  test('of a resource that is not there is refused', async () => {
    const { refusal } = metricsWorld();
    expect(await refusal('POST', '/v1/metric', { name: 'm', resource_id: unknown })).toEqual([
      404,
      `Resource ${unknown} does not exist`,
    ]);
  });
});

describe('the metrics of a resource', () => {
  test('that are given replace those that it has, which stay without resource', async () => {
    const { send, resource } = metricsWorld();
    const before = await resource({ id, metrics: { a: {}, b: {} } });
    const changed = await send('PATCH', path, {
      metrics: { b: before.metrics.b, c: { archive_policy_name: 'medium' } },
    });
    expect(Object.keys(changed.json.metrics).toSorted()).toEqual(['b', 'c']);
    expect(changed.json.metrics.b).toBe(before.metrics.b);
    const left = (await send('GET', `/v1/metric/${before.metrics.a}`)).json;
    expect(left.resource).toBeNull();
    expect(changed.json.revision_start).toBe(before.revision_start);
  });

  test('may be existing ones of the same creator, which leave their resource', async () => {
    const { send, refusal, resource } = metricsWorld();
    const from = await resource({ metrics: { a: {} } });
    await resource({ id, metrics: { x: from.metrics.a } });
    expect((await send('GET', `/v1/resource/generic/${from.id}`)).json.metrics).toEqual({});
    expect((await send('GET', `${path}/metric/x`)).json.id).toBe(from.metrics.a);
    for (const asking of [{}, other]) {
      const wish = { id: 'new', metrics: { y: asking === other ? from.metrics.a : unknown } };
      expect(await refusal('POST', '/v1/resource/generic', wish, asking)).toEqual([
        400,
        `Metric ${wish.metrics.y} does not exist`,
      ]);
    }
  });

  test('need a policy that is there', async () => {
    const { refusal, resource } = metricsWorld();
    await resource({ id });
    const metrics = { m: { archive_policy_name: 'nope' } };
    const words = [400, 'Archive policy nope does not exist'];
    expect(await refusal('POST', '/v1/resource/generic', { id: 'n', metrics })).toEqual(words);
    expect(await refusal('PATCH', path, { metrics })).toEqual(words);
    expect(await refusal('POST', `${path}/metric`, metrics)).toEqual(words);
    expect(await refusal('GET', '/v1/resource/generic/n')).toEqual([
      404,
      expect.stringContaining('does not exist'),
    ]);
  });
});

describe('a list of metrics', () => {
  test('is filtered, sorted and paged', async () => {
    const { send, refusal } = metricsWorld();
    const made: string[] = [];
    for (const name of ['a', 'b', 'c', 'd'])
      made.push((await send('POST', '/v1/metric', { name, unit: name < 'c' ? 'B' : 's' })).json.id);
    const names = async (query: string, asking?: Asking) =>
      (await send('GET', `/v1/metric?${query}`, undefined, asking)).json.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('sort=name:desc')).toEqual(['d', 'c', 'b', 'a']);
    expect(await names('unit=B&sort=name')).toEqual(['a', 'b']);
    expect(await names('name=c&archive_policy_name=low&unknown=1')).toEqual(['c']);
    expect(await names(`id=${made[3]}&user_id=u1&project_id=p1`)).toEqual(['d']);
    expect(await names('creator=u1:p1&status=delete')).toEqual([]);
    const first = await send('GET', '/v1/metric?limit=3');
    const sorted = made.toSorted();
    expect(first.json.map((each: { id: string }) => each.id)).toEqual(sorted.slice(0, 3));
    const [, next = ''] =
      /^<http:\/\/taibai\.test\/metric(.*)>; rel="next"$/.exec(first.headers.get('link') ?? '') ??
      [];
    const rest = await send('GET', next);
    expect(rest.json.map((each: { id: string }) => each.id)).toEqual(sorted.slice(3));
    expect(rest.headers.get('link')).toBeNull();
    expect(await refusal('GET', '/v1/metric?sort=nope')).toEqual([
      400,
      "Invalid pagination: `Sort key supplied is invalid: nope'",
    ]);
    expect(await refusal('GET', `/v1/metric?marker=${unknown}`)).toEqual([
      400,
      `Invalid pagination: \`Invalid marker: \`${unknown}''`,
    ]);
    expect(await refusal('GET', '/v1/metric?limit=0')).toEqual([
      400,
      {
        cause: 'Argument value error',
        reason: "value must be at least 1 for dictionary value @ data['limit']",
      },
    ]);
  });
});
