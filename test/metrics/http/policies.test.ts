import { describe, expect, test } from 'vitest';
import { admin, metricsWorld } from '../support/metrics-world.ts';

const service = { ...admin, role: 'service' } as const;
const policy = { name: 'p', definition: [{ granularity: '1s', points: '60' }] };

describe('archive policies', () => {
  test('are shown as Gnocchi writes them', async () => {
    const { send } = metricsWorld();
    const created = await send('POST', '/v1/archive_policy/', policy, admin);
    expect([created.status, created.json]).toEqual([
      201,
      {
        name: 'p',
        back_window: 0,
        definition: [{ timespan: '0:01:00', granularity: '0:00:01', points: 60 }],
        aggregation_methods: ['mean', 'sum', 'max', 'min', 'std', 'count'],
      },
    ]);
    expect(created.headers.get('location')).toBe('http://taibai.test/metric/v1/archive_policy/p');
    expect((await send('GET', '/v1/archive_policy/p')).json).toEqual(created.json);
    const medium = (await send('GET', '/v1/archive_policy/medium')).json;
    expect(medium.definition).toEqual([
      { timespan: '7 days, 0:00:00', granularity: '0:01:00', points: 10_080 },
      { timespan: '365 days, 0:00:00', granularity: '1:00:00', points: 8760 },
    ]);
  });

  test.each([
    [
      { granularity: '1s', timespan: '1 day' },
      { points: 86_400, timespan: '1 day, 0:00:00' },
    ],
    [
      { points: 60, timespan: '1h' },
      { granularity: '0:01:00', timespan: '1:00:00' },
    ],
    [{ granularity: 0.5 }, { granularity: '0:00:00.500000', points: null, timespan: null }],
    [
      { granularity: '7s', timespan: '60s' },
      { points: 8, timespan: '0:00:56' },
    ],
  ])('%j is %j', async (item, wanted) => {
    const { send } = metricsWorld();
    const created = await send(
      'POST',
      '/v1/archive_policy',
      { ...policy, definition: [item] },
      admin,
    );
    expect(created.json.definition[0]).toMatchObject(wanted);
  });

  test.each([
    [['*'], 216],
    [['-mean'], 5],
    [['+rate:mean', '-count'], 6],
    [['last', 'rate:95pct'], 2],
    [[], 6],
  ])('the methods %j are %i', async (methods, count) => {
    const { send } = metricsWorld();
    const body = { ...policy, aggregation_methods: methods };
    const { json } = await send('POST', '/v1/archive_policy', body, admin);
    expect(json.aggregation_methods).toHaveLength(count);
  });

  test.each([
    [{ ...policy, bogus: 1 }, "extra keys not allowed @ data['bogus']", ['bogus']],
    [{ name: 'p' }, "required key not provided @ data['definition']", ['definition']],
    [
      { ...policy, definition: [] },
      "length of value must be at least 1 for dictionary value @ data['definition']",
      ['definition'],
    ],
    [
      { ...policy, definition: {} },
      "expected a list for dictionary value @ data['definition']",
      ['definition'],
    ],
    [{ ...policy, name: 5 }, "expected str for dictionary value @ data['name']", ['name']],
    [
      { ...policy, back_window: 'x' },
      "expected int for dictionary value @ data['back_window']",
      ['back_window'],
    ],
    [
      { ...policy, definition: [{ granularity: '-1s', points: 1 }] },
      "Timespan must be positive for dictionary value @ data['definition'][0]['granularity']",
      ['definition', '0', 'granularity'],
    ],
    [
      { ...policy, aggregation_methods: ['bogus'] },
      "not a valid value @ data['aggregation_methods'][0]",
      ['aggregation_methods', '0'],
    ],
    [[], 'expected a dictionary', []],
  ])('%j is invalid input', async (body, reason, detail) => {
    const { refusal } = metricsWorld();
    expect(await refusal('POST', '/v1/archive_policy', body, admin)).toEqual([
      400,
      { cause: 'Invalid input', reason, detail },
    ]);
  });

  test.each([
    [[{ granularity: 1, points: 5, timespan: 6 }], 'timespan ≠ granularity × points'],
    [[{ points: 5 }], 'At least two of granularity/points/timespan must be provided'],
    [
      [
        { granularity: '1s', points: 1 },
        { granularity: 1, points: 2 },
      ],
      "More than one archive policy uses granularity `1.0'",
    ],
    [[{ granularity: '1h', timespan: '1s' }], 'Calculated number of points is < 0'],
  ])('the definition %j is refused', async (definition, words) => {
    const { refusal } = metricsWorld();
    const body = { ...policy, definition };
    expect(await refusal('POST', '/v1/archive_policy', body, admin)).toEqual([400, words]);
  });

  test('the same name is refused, and what is not there', async () => {
    const { send, refusal } = metricsWorld();
    await send('POST', '/v1/archive_policy', policy, service);
    expect(await refusal('POST', '/v1/archive_policy', policy, service)).toEqual([
      409,
      'Archive policy p already exists',
    ]);
    const missing = [404, 'Archive policy none does not exist'];
    expect(await refusal('GET', '/v1/archive_policy/none')).toEqual(missing);
    expect(await refusal('PATCH', '/v1/archive_policy/none', {}, admin)).toEqual(missing);
    expect(await refusal('DELETE', '/v1/archive_policy/none', undefined, admin)).toEqual(missing);
  });

  test('a change keeps the granularities', async () => {
    const { send, refusal } = metricsWorld();
    await send('POST', '/v1/archive_policy', policy, admin);
    const longer = { definition: [{ granularity: '1s', points: 120 }], back_window: 2 };
    const changed = await send('PATCH', '/v1/archive_policy/p', longer, admin);
    expect(changed.json).toMatchObject({
      back_window: 2,
      definition: [{ points: 120, timespan: '0:02:00' }],
    });
    const start = 'Archive policy p does not support change: ';
    const refused: readonly (readonly [readonly object[], string])[] = [
      [[{ granularity: '2s', points: 1 }], '1.0 granularity interval was changed'],
      [
        [
          { granularity: '1s', points: 1 },
          { granularity: '2s', points: 1 },
        ],
        'Cannot add or drop granularities',
      ],
    ];
    for (const [definition, words] of refused)
      expect(await refusal('PATCH', '/v1/archive_policy/p', { definition }, admin)).toEqual([
        400,
        start + words,
      ]);
  });

  test('one that is in use is not deleted', async () => {
    const { send, refusal } = metricsWorld();
    await send('POST', '/v1/archive_policy', policy, admin);
    const { json } = await send('POST', '/v1/metric', { archive_policy_name: 'p' });
    const used = [400, 'Archive policy p is still in use'];
    expect(await refusal('DELETE', '/v1/archive_policy/p', undefined, admin)).toEqual(used);
    expect((await send('DELETE', `/v1/metric/${json.id}`)).status).toBe(204);
    const rule = { name: 'r', metric_pattern: 'x', archive_policy_name: 'p' };
    await send('POST', '/v1/archive_policy_rule', rule, admin);
    expect(await refusal('DELETE', '/v1/archive_policy/p', undefined, admin)).toEqual(used);
    await send('DELETE', '/v1/archive_policy_rule/r', undefined, admin);
    expect((await send('DELETE', '/v1/archive_policy/p', undefined, admin)).status).toBe(204);
  });

  test.each([
    ['POST', '/v1/archive_policy', policy],
    ['PATCH', '/v1/archive_policy/low', { definition: [] }],
    ['DELETE', '/v1/archive_policy/low', undefined],
    ['POST', '/v1/archive_policy_rule', {}],
    ['PATCH', '/v1/archive_policy_rule/default', { name: 'x' }],
    ['DELETE', '/v1/archive_policy_rule/default', undefined],
  ])('%s %s is not for members', async (method, path, body) => {
    const { refusal } = metricsWorld();
    expect(await refusal(method, path, body)).toEqual([403, '']);
  });
});

const rule = (name: string, metric_pattern: string, archive_policy_name = 'low') => ({
  name,
  metric_pattern,
  archive_policy_name,
});

describe('archive policy rules', () => {
  test('are asked in descending order of their patterns, and a metric without one takes the first', async () => {
    const { send } = metricsWorld();
    for (const each of [
      rule('b', 'disk.*', 'medium'),
      rule('a', 'disk.io.*', 'high'),
      rule('c', 'disk.*', 'bool'),
    ])
      expect((await send('POST', '/v1/archive_policy_rule', each, admin)).status).toBe(201);
    const { json } = await send('GET', '/v1/archive_policy_rule');
    expect(json.map(({ name }: { name: string }) => name)).toEqual(['a', 'b', 'c', 'default']);
    const chosen = [];
    for (const name of ['disk.io.rate', 'disk.size', 'cpu'])
      chosen.push((await send('POST', '/v1/metric', { name })).json.archive_policy_name);
    expect(chosen).toEqual(['high', 'medium', 'low']);
  });

  test('without a matching one a metric needs a policy', async () => {
    const { send, refusal } = metricsWorld();
    await send('DELETE', '/v1/archive_policy_rule/default', undefined, admin);
    expect(await refusal('POST', '/v1/metric', { name: 'X' })).toEqual([
      400,
      'No archive policy name specified and no archive policy rule found matching the metric name X',
    ]);
    expect(await refusal('POST', '/v1/metric', { archive_policy_name: 'nope' })).toEqual([
      400,
      'Archive policy nope does not exist',
    ]);
  });

  test('are renamed, and refused as Gnocchi refuses them', async () => {
    const { send, refusal } = metricsWorld();
    await send('POST', '/v1/archive_policy_rule', rule('a', 'x'), admin);
    expect((await send('PATCH', '/v1/archive_policy_rule/a', { name: 'b' }, admin)).json).toEqual(
      rule('b', 'x'),
    );
    expect(await refusal('GET', '/v1/archive_policy_rule/a')).toEqual([
      404,
      'Archive policy rule a does not exist',
    ]);
    expect(await refusal('PATCH', '/v1/archive_policy_rule/b', { name: 'default' }, admin)).toEqual(
      [
        400,
        'Archive policy rule b does not support change: Archive policy rule default already exists.',
      ],
    );
    expect(await refusal('POST', '/v1/archive_policy_rule', rule('b', 'y'), admin)).toEqual([
      409,
      'Archive policy rule b already exists',
    ]);
    expect(await refusal('POST', '/v1/archive_policy_rule', rule('c', 'y', 'nope'), admin)).toEqual(
      [400, { cause: 'Archive policy does not exist', detail: 'nope' }],
    );
  });
});
