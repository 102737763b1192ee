import { beforeEach, describe, expect, it } from 'vitest';
import { measuresFrom, measuresWorld, valuesOf } from '../support/measures-world.ts';

const uuid = (n: number) => `${String(n).repeat(8)}-1111-4111-8111-111111111111`;
const a = uuid(1);
const b = uuid(2);
const one = uuid(3);
const two = uuid(4);
const nobody = uuid(9);
const start = '2026-11-27T10:00:00Z';

let world: ReturnType<typeof measuresWorld>;
beforeEach(async () => {
  world = measuresWorld();
  world.resource(one, { projectId: 't1', metrics: new Map([['cpu', a]]) });
  world.resource(two, { projectId: 't2', metrics: new Map([['cpu', b]]) });
  world.metric(a, { name: 'cpu', resourceId: one });
  world.metric(b, { name: 'cpu', resourceId: two });
  await world.send('POST', '/batch/metrics/measures', {
    [a]: measuresFrom(start, 60, [1, 2, 3]),
    [b]: measuresFrom('2026-11-27T10:01:00Z', 60, [20, 30, 40]),
  });
});

const aggregates = (body: unknown, query = '', asking = {}) =>
  world.send('POST', `/aggregates${query}`, body, asking);
const everything = { resource_type: 'generic', search: {} };
const range = `start=${start}&stop=2026-11-27T11:00:00Z&needed_overlap=0`;

describe('aggregates', () => {
  it('of metrics by their ids, as Aodh asks with its parameters', async () => {
    const operations = ['aggregate', 'mean', ['metric', [a, 'mean'], [b, 'mean']]];
    const { status, body } = await aggregates(
      { operations },
      `?details=False&granularity=60&use_history=False&${range}`,
    );
    expect(status).toBe(200);
    expect(body.measures.aggregated).toEqual([
      ['2026-11-27T10:00:00+00:00', 60, 1],
      ['2026-11-27T10:01:00+00:00', 60, 11],
      ['2026-11-27T10:02:00+00:00', 60, 16.5],
      ['2026-11-27T10:03:00+00:00', 60, 40],
    ]);
  });

  it('of resources by a search, with patterns of names', async () => {
    const body = { operations: '(aggregate rate:mean (metric c* mean))', ...everything };
    const found = await aggregates(body, `?${range}`);
    expect(valuesOf(found.body.measures.aggregated).map(([, value]) => value)).toEqual([
      10, 5.5, 23.5,
    ]);
    const filtered = { ...body, search: 'project_id = "t1"' };
    expect((await aggregates(filtered, `?${range}`)).body.measures.aggregated).toHaveLength(2);
  });

  it('count works, which Gnocchi cannot encode', async () => {
    const operations = `(aggregate count (metric (${a} mean) (${b} mean)))`;
    const { body } = await aggregates({ operations });
    expect(valuesOf(body.measures.aggregated).map(([, value]) => value)).toEqual([1, 2, 2, 1]);
  });

  it('that put nothing together are by metric, or by resource and name', async () => {
    const byMetric = await aggregates({ operations: `(* (metric (${a} mean) (${b} count)) 2)` });
    expect(Object.keys(byMetric.body.measures).toSorted()).toEqual([a, b]);
    expect(valuesOf(byMetric.body.measures[b].count).map(([, value]) => value)).toEqual([2, 2, 2]);
    const byResource = await aggregates({ operations: '(metric cpu mean)', ...everything });
    expect(valuesOf(byResource.body.measures[one].cpu.mean).map(([, value]) => value)).toEqual([
      1, 2, 3,
    ]);
  });

  it('by groups of resources', async () => {
    const operations = '(aggregate sum (metric cpu mean))';
    const { body } = await aggregates(
      { operations, ...everything },
      '?groupby=project_id&groupby=type',
    );
    expect(body.map(({ group }: { group: unknown }) => group)).toEqual([
      { project_id: 't1', type: 'generic' },
      { project_id: 't2', type: 'generic' },
    ]);
    expect(valuesOf(body[1].measures.measures.aggregated).map(([, value]) => value)).toEqual([
      20, 30, 40,
    ]);
    expect((await aggregates({ operations, ...everything }, '?groupby=nope')).status).toBe(400);
  });

  it('with details name the metrics or resources', async () => {
    const byMetric = await aggregates({ operations: `(metric ${a} mean)` }, '?details=true');
    expect(byMetric.body.references).toMatchObject([{ id: a, name: 'cpu' }]);
    const byResource = await aggregates(
      { operations: '(metric cpu mean)', ...everything },
      '?details=1',
    );
    expect(byResource.body.references.map(({ id }: { id: string }) => id).toSorted()).toEqual([
      one,
      two,
    ]);
  });

  it('fill gaps as they are told', async () => {
    const operations = `(aggregate sum (metric (${a} mean) (${b} mean)))`;
    const values = async (query: string) =>
      valuesOf((await aggregates({ operations }, query)).body.measures.aggregated).map(
        ([, value]) => value,
      );
    expect(await values('')).toEqual([1, 22, 33, 40]);
    expect(await values('?fill=0')).toEqual([1, 22, 33, 40]);
    expect(await values('?fill=100')).toEqual([101, 22, 33, 140]);
    expect(await values('?needed_overlap=50')).toEqual([22, 33]);
    const single = await aggregates(
      { operations: `(metric (${a} mean) (${b} mean))` },
      '?fill=null',
    );
    expect(
      single.body.measures[a].mean.map(([, , value]: [string, number, number | null]) => value),
    ).toEqual([1, 2, 3, null]);
  });

  it.each<readonly [string, unknown, string, number, unknown]>([
    [
      'too little overlaps',
      { operations: `(aggregate mean (metric (${a} mean) (${b} mean)))` },
      `?needed_overlap=100&start=${start}&stop=now`,
      400,
      {
        cause: 'Metrics cannot be aggregated',
        reason: 'Less than 100.000000% of datapoints overlap in this timespan (50.00%)',
      },
    ],
    [
      'no resource has the metric',
      { operations: '(metric nope mean)', ...everything },
      '',
      404,
      "Metric ['nope'] does not exist",
    ],
    [
      'a metric does not exist',
      { operations: `(metric ${nobody} mean)` },
      '',
      404,
      { cause: 'Unknown metrics', reason: "Provided metrics don't exists", detail: [nobody] },
    ],
    [
      'the id is none',
      { operations: '(metric cpu mean)' },
      '',
      400,
      { cause: 'Invalid metric references' },
    ],
    [
      'the method is not kept',
      { operations: `(metric ${a} 99pct)` },
      '',
      404,
      { cause: 'Metrics with unknown aggregation', detail: [[a, '99pct']] },
    ],
    [
      'the granularity is not kept',
      { operations: `(metric ${a} mean)` },
      '?granularity=7',
      400,
      {
        cause: 'Metrics cannot be aggregated',
        reason: 'Granularities are missing',
        detail: [[a, 'mean', 7]],
      },
    ],
    [
      'the type does not exist',
      { operations: '(metric cpu mean)', resource_type: 'nope', search: {} },
      '',
      400,
      { cause: 'Resource type does not exist', detail: 'nope' },
    ],
    [
      'the operation is unknown',
      { operations: ['bogus', ['metric', a, 'mean']] },
      '',
      400,
      {
        cause: 'Invalid input',
        reason: "'bogus' operation invalid for dictionary value @ data['operations']",
        detail: ['operations'],
      },
    ],
    ['nothing is named', { operations: '(+ 1 2)' }, '', 400, { cause: 'Operations is invalid' }],
    ['no operations', {}, '', 400, { reason: "required key not provided @ data['operations']" }],
    [
      'more than is known',
      { operations: '(metric a b)', x: 1 },
      '',
      400,
      { reason: "extra keys not allowed @ data['x']" },
    ],
    [
      'the fill is none',
      { operations: `(metric ${a} mean)` },
      '?fill=bogus',
      400,
      { detail: 'fill' },
    ],
    [
      'the overlap is none',
      { operations: `(metric ${a} mean)` },
      '?needed_overlap=x',
      400,
      { detail: 'needed_overlap' },
    ],
    [
      'the window is longer than the series',
      { operations: `(rolling mean 10 (metric ${a} mean))` },
      '',
      400,
      {
        cause: 'Metrics cannot be aggregated',
        reason: "Rolling window '10' is greater than serie length '3'",
      },
    ],
  ])('are refused if %s', async (_, body, query, status, description) => {
    const refused = await aggregates(body, query);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({ description });
  });

  it('show nothing of other projects', async () => {
    const stranger = { project: 't3', user: 'u3' };
    expect((await aggregates({ operations: `(metric ${a} mean)` }, '', stranger)).status).toBe(403);
    const search = { operations: '(metric cpu mean)', ...everything };
    expect((await aggregates(search, '', stranger)).status).toBe(404);
    const owner = await aggregates(search, '', { project: 't1', user: 'u4' });
    expect(Object.keys(owner.body.measures)).toEqual([one]);
  });
});

describe('the older requests for aggregation', () => {
  it('of metrics', async () => {
    const query = `metric=${a}&metric=${b}&aggregation=mean&${range}`;
    const { status, body } = await world.send('GET', `/aggregation/metric?${query}`);
    expect(status).toBe(200);
    expect(valuesOf(body).map(([, value]) => value)).toEqual([1, 11, 16.5, 40]);
    const posted = await world.send('POST', `/aggregation/metric?reaggregation=sum&${range}`, [
      a,
      b,
    ]);
    expect(valuesOf(posted.body).map(([, value]) => value)).toEqual([1, 22, 33, 40]);
  });

  it('of one metric are its measures, by any method', async () => {
    const { body } = await world.send('GET', `/aggregation/metric?metric=${b}&aggregation=last`);
    expect(valuesOf(body).map(([, value]) => value)).toEqual([20, 30, 40]);
  });

  it('of resources, by groups or together', async () => {
    const path = `/aggregation/resource/generic/metric/cpu?aggregation=max&${range}`;
    const together = await world.send('POST', path, {});
    expect(valuesOf(together.body).map(([, value]) => value)).toEqual([1, 20, 30, 40]);
    const { body } = await world.send('POST', `${path}&groupby=project_id`, {});
    expect(body.map(({ group }: { group: unknown }) => group)).toEqual([
      { project_id: 't1' },
      { project_id: 't2' },
    ]);
    expect(
      (await world.send('POST', `/aggregation/resource/generic/metric/nope`, {})).body,
    ).toEqual([]);
  });

  it('are refused for what does not exist or is none', async () => {
    const missing = await world.send('GET', `/aggregation/metric?metric=${nobody}`);
    expect(missing).toMatchObject({
      status: 404,
      body: { description: `Metric ${nobody} does not exist` },
    });
    expect((await world.send('GET', '/aggregation/metric?metric=bogus')).status).toBe(400);
    const across = await world.send(
      'GET',
      `/aggregation/metric?metric=${a}&metric=${b}&aggregation=last`,
    );
    expect(across.status).toBe(400);
    const stranger = { project: 't3', user: 'u3' };
    const foreign = await world.send('GET', `/aggregation/metric?metric=${a}`, undefined, stranger);
    expect(foreign.status).toBe(403);
  });
});
