import { beforeEach, describe, expect, it } from 'vitest';
import { measuresFrom, measuresWorld, minute, valuesOf } from '../support/measures-world.ts';

const a = '11111111-1111-4111-8111-111111111111';
const b = '22222222-2222-4222-8222-222222222222';
const nobody = '99999999-9999-4999-8999-999999999999';
const at = (time: string) => `2026-11-27T${time}`;

let world: ReturnType<typeof measuresWorld>;
beforeEach(() => {
  world = measuresWorld();
  world.metric(a);
});
const post = (id: string, body: unknown) => world.send('POST', `/metric/${id}/measures`, body);
const get = async (id: string, query = '') => world.send('GET', `/metric/${id}/measures${query}`);

describe('measures of a metric', () => {
  it('are accepted without a word, and can be read at once', async () => {
    const accepted = await post(a, measuresFrom(at('10:00:00Z'), 30, [1, 2, 3]));
    expect(accepted).toMatchObject({ status: 202, body: undefined });
    const { status, body } = await get(a, '?refresh=False');
    expect(status).toBe(200);
    expect(body).toEqual([
      ['2026-11-27T10:00:00+00:00', 60, 1.5],
      ['2026-11-27T10:01:00+00:00', 60, 3],
    ]);
  });

  it('a metric without measures has none', async () => {
    expect((await get(a)).body).toEqual([]);
    expect(await post(a, [])).toMatchObject({ status: 202 });
    expect(await post(a, {})).toMatchObject({ status: 202 });
    expect((await get(a)).body).toEqual([]);
  });

  it.each([
    ['mean', 3],
    ['sum', 15],
    ['count', 5],
    ['median', 3],
    ['first', 1],
    ['last', 5],
    ['min', 1],
    ['max', 5],
    ['95pct', 4.8],
    ['rate:mean', 1],
  ])('%s of 1 to 5 is %d', async (method, value) => {
    await post(a, measuresFrom(at('10:00:00Z'), 10, [1, 2, 3, 4, 5]));
    const { body } = await get(a, `?aggregation=${encodeURIComponent(method)}`);
    expect(body).toEqual([['2026-11-27T10:00:00+00:00', 60, expect.closeTo(value, 10)]]);
  });

  it('the coarsest granularity comes first, and one can be asked for', async () => {
    world.metric(b, { policyName: 'medium' });
    await post(b, measuresFrom(at('10:00:00Z'), 60, [1, 3]));
    expect((await get(b)).body).toEqual([
      ['2026-11-27T10:00:00+00:00', 3600, 2],
      ['2026-11-27T10:00:00+00:00', 60, 1],
      ['2026-11-27T10:01:00+00:00', 60, 3],
    ]);
    expect((await get(b, '?granularity=1h')).body).toHaveLength(1);
    expect((await get(b, '?granularity=60')).body).toHaveLength(2);
  });

  it('start is rounded down and included, stop is excluded', async () => {
    await post(a, measuresFrom(at('10:00:00Z'), 60, [0, 1, 2, 3]));
    const { body } = await get(a, `?start=${at('10:01:30')}&stop=${at('10:03:00')}`);
    expect(valuesOf(body)).toEqual([
      ['10:01:00', 1],
      ['10:02:00', 2],
    ]);
    expect((await get(a, '?start=-90%20minutes&stop=now')).body).toHaveLength(4);
    expect((await get(a, `?start=${Date.parse(at('10:03:00Z')) / 1000}`)).body).toHaveLength(1);
  });

  it('are resampled by spans and by the calendar', async () => {
    await post(a, measuresFrom(at('10:00:00Z'), 60, [1, 2, 3, 4]));
    expect((await get(a, '?granularity=60&resample=120')).body).toEqual([
      ['2026-11-27T10:00:00+00:00', 120, 1.5],
      ['2026-11-27T10:02:00+00:00', 120, 3.5],
    ]);
    expect((await get(a, '?granularity=60&resample=M')).body).toEqual([
      ['2026-11-01T00:00:00+00:00', 'M', 2.5],
    ]);
    const half = await get(
      a,
      `?granularity=60&resample=120&start=${at('10:01:00')}&stop=${at('10:01:30')}`,
    );
    expect(half.body).toEqual([['2026-11-27T10:00:00+00:00', 120, 1.5]]);
  });

  it('times may be epoch, ISO with and without zone, or relative', async () => {
    const epoch = Date.parse(at('10:00:00Z')) / 1000;
    await post(a, [
      { timestamp: epoch, value: '1' },
      { timestamp: String(epoch + 60), value: true },
    ]);
    await post(a, [{ timestamp: at('12:02:00+02:00'), value: '3.5', more: 1 }]);
    await post(a, [{ timestamp: '-10 minutes', value: 4 }]);
    const { body } = await get(a);
    expect(valuesOf(body)).toEqual([
      ['10:00:00', 1],
      ['10:01:00', 1],
      ['10:02:00', 3.5],
      ['10:50:00', 4],
    ]);
  });

  it('NaN and infinities are stored, and null in JSON', async () => {
    await post(a, [{ timestamp: at('10:00:00'), value: 'NaN' }]);
    await post(a, [{ timestamp: at('10:01:00'), value: 'inf' }]);
    expect((await get(a)).body).toEqual([
      ['2026-11-27T10:00:00+00:00', 60, null],
      ['2026-11-27T10:01:00+00:00', 60, null],
    ]);
    expect((await get(a, '?aggregation=count')).body[0]).toEqual([
      '2026-11-27T10:00:00+00:00',
      60,
      1,
    ]);
  });

  it('survive compactions, late ones of the last hour included', async () => {
    await post(
      a,
      measuresFrom(
        at('07:00:00Z'),
        60,
        Array.from({ length: 240 }, (_, i) => i),
      ),
    );
    const before = (await get(a)).body;
    await world.compactAll();
    expect((await get(a)).body).toEqual(before);
    await post(a, [{ timestamp: at('10:30:30'), value: 1000 }]);
    const { body } = await get(a);
    expect(valuesOf(body).find(([time]) => time === '10:30:00')).toEqual([
      '10:30:00',
      (210 + 1000) / 2,
    ]);
    await world.compactAll();
    expect((await get(a)).body).toEqual(body);
    expect((await get(a, '?aggregation=rate:mean')).body).toHaveLength(239);
  });
});

describe('refusals', () => {
  const refusals: readonly (readonly [string, unknown, unknown])[] = [
    [
      'before 1970',
      [{ timestamp: '1969-12-31T23:59:59', value: 1 }],
      {
        cause: 'Invalid input',
        reason: "unexpected timestamp 'Timestamp must be after Epoch'",
        detail: [],
      },
    ],
    [
      'a negative epoch',
      [{ timestamp: -1, value: 1 }],
      {
        cause: 'Invalid input',
        reason: "unexpected timestamp 'Timestamp must be after Epoch'",
        detail: [],
      },
    ],
    [
      'too far in the future',
      [{ timestamp: '3000-01-01T00:00:00', value: 1 }],
      {
        cause: 'Invalid input',
        reason: "unexpected timestamp 'Timestamp must be before 2112-09-17'",
        detail: [],
      },
    ],
    [
      'mixed kinds of times',
      [
        { timestamp: at('10:00:00'), value: 1 },
        { timestamp: 1_600_000_000, value: 1 },
      ],
      {
        cause: 'Invalid input',
        reason: "unexpected timestamp 'Unable to convert timestamps'",
        detail: [],
      },
    ],
    [
      'no time',
      [{ timestamp: 'bogus', value: 1 }],
      {
        cause: 'Invalid input',
        reason: "unexpected timestamp 'Unable to convert timestamps'",
        detail: [],
      },
    ],
    [
      'an infinite time',
      [{ timestamp: 'inf', value: 1 }],
      {
        cause: 'Invalid input',
        reason: "unexpected timestamp 'Unable to convert timestamps'",
        detail: [],
      },
    ],
    [
      'no value',
      [{ timestamp: at('10:00:00') }],
      { cause: 'Invalid input', reason: 'unexpected measures value', detail: [] },
    ],
    [
      'a value that is no number',
      [{ timestamp: at('10:00:00'), value: 'many' }],
      { cause: 'Invalid input', reason: 'unexpected measures value', detail: [] },
    ],
    [
      'no list',
      'measures',
      { cause: 'Invalid input', reason: 'unexpected measures format', detail: [] },
    ],
    [
      'no objects',
      [1],
      { cause: 'Invalid input', reason: 'unexpected measures format', detail: [] },
    ],
  ];
  it.each(refusals)('%s: 400, and nothing is stored', async (_, body, description) => {
    const sent = typeof body === 'string' ? JSON.stringify(body) : body;
    const answer = await post(a, sent);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 400, title: 'Bad Request', description },
    });
    expect((await get(a)).body).toEqual([]);
  });

  it('a metric that does not exist: 404', async () => {
    for (const id of [nobody, 'bogus'])
      for (const answer of [await post(id, []), await get(id)])
        expect(answer).toMatchObject({
          status: 404,
          body: { description: `Metric ${id} does not exist` },
        });
  });

  it("another project's metric: 403", async () => {
    const stranger = { project: 'p2', user: 'u2' };
    const read = await world.send('GET', `/metric/${a}/measures`, undefined, stranger);
    const written = await world.send(
      'POST',
      `/metric/${a}/measures`,
      measuresFrom(at('10:00:00Z'), 1, [1]),
      stranger,
    );
    expect([read.status, written.status]).toEqual([403, 403]);
    // Also when the lane is known.
    await post(a, measuresFrom(at('10:00:00Z'), 1, [1]));
    const again = await world.send(
      'POST',
      `/metric/${a}/measures`,
      measuresFrom(at('10:00:00Z'), 1, [2]),
      stranger,
    );
    expect(again).toMatchObject({ status: 403, body: { description: '' } });
    expect((await get(a)).body).toEqual([['2026-11-27T10:00:00+00:00', 60, 1]]);
  });

  it('the project that owns the resource may read and not post', async () => {
    const resource = world.resource(b, { projectId: 'p2', metrics: new Map([['cpu', nobody]]) });
    world.metric(nobody, { name: 'cpu', resourceId: resource.id });
    const owner = { project: 'p2', user: 'u2' };
    const read = await world.send('GET', `/metric/${nobody}/measures`, undefined, owner);
    const written = await world.send('POST', `/metric/${nobody}/measures`, [], owner);
    expect([read.status, written.status]).toEqual([200, 403]);
  });

  it('a method that the policy does not have: 404 with both', async () => {
    expect(await get(a, '?aggregation=99pct')).toMatchObject({
      status: 404,
      body: {
        description: {
          cause: 'Aggregation method does not exist for this metric',
          detail: { metric: a, aggregation_method: '99pct' },
        },
      },
    });
  });

  it('a granularity that the policy does not have: 404', async () => {
    expect(await get(a, '?granularity=7')).toMatchObject({
      status: 404,
      body: {
        description: `Aggregation method 'mean' at granularity '7.0' for metric ${a} does not exist`,
      },
    });
  });

  it.each([
    ['start', '?start=bogus', 'Must be a datetime or a timestamp'],
    ['stop', '?stop=1969-01-01', 'Must be a datetime or a timestamp'],
    ['granularity', '?granularity=bogus', 'Unable to parse timespan'],
    ['granularity', '?granularity=-1', 'Timespan must be positive'],
  ])('a wrong %s %s: 400', async (detail, query, reason) => {
    expect(await get(a, query)).toMatchObject({
      status: 400,
      body: { description: { cause: 'Argument value error', detail, reason } },
    });
  });

  it('resampling without a granularity, or by no span: 400', async () => {
    expect((await get(a, '?resample=60')).body.description).toBe(
      'A granularity must be specified to resample',
    );
    expect(await get(a, '?granularity=60&resample=bogus')).toMatchObject({
      status: 400,
      body: { description: 'Unable to parse timespan' },
    });
    expect((await get(a, '?refresh=perhaps')).status).toBe(400);
  });

  it('another content type: 415; broken JSON: 400', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect((await world.send('POST', `/metric/${a}/measures`, '[]', { headers })).status).toBe(415);
    expect(await post(a, '[{')).toMatchObject({
      status: 400,
      body: { description: { cause: 'Unable to decode body' } },
    });
  });
});

const sendByMetric = (body: unknown) => world.send('POST', '/batch/metrics/measures', body);
const sendByResource = (body: unknown, create = 'False') =>
  world.send('POST', `/batch/resources/metrics/measures?create_metrics=${create}`, body);
const ofName = (name: string) =>
  world.send('GET', `/resource/generic/${b}/metric/${name}/measures`);

describe('batches by metric', () => {
  it('are stored for each', async () => {
    world.metric(b);
    const body = {
      [a]: measuresFrom(at('10:00:00Z'), 60, [1, 2]),
      [b.toUpperCase()]: measuresFrom(at('10:00:00Z'), 60, [3]),
    };
    expect((await sendByMetric(body)).status).toBe(202);
    expect(valuesOf((await get(a)).body).map(([, value]) => value)).toEqual([1, 2]);
    expect(valuesOf((await get(b)).body).map(([, value]) => value)).toEqual([3]);
  });

  it('with an unknown metric are refused, and nothing is stored', async () => {
    const body = { [a]: measuresFrom(at('10:00:00Z'), 60, [1]), [nobody]: [], [b]: [] };
    expect(await sendByMetric(body)).toMatchObject({
      status: 400,
      body: { description: `Unknown metrics: ${b}, ${nobody}` },
    });
    expect((await get(a)).body).toEqual([]);
  });

  it("with another project's metric are refused, and nothing is stored", async () => {
    world.metric(b, { creator: { userId: 'u2', projectId: 'p2' } });
    await post(a, measuresFrom(at('10:00:00Z'), 60, [1]));
    const body = { [a]: measuresFrom(at('10:01:00Z'), 60, [1]), [b]: [] };
    expect((await sendByMetric(body)).status).toBe(403);
    expect((await get(a)).body).toHaveLength(1);
  });

  it('name what is wrong', async () => {
    expect((await sendByMetric({ bogus: [] })).status).toBe(400);
    expect((await sendByMetric({ [a]: [{ timestamp: 'x', value: 1 }] })).body.description).toEqual({
      cause: 'Invalid input',
      reason: `unexpected timestamp 'Unable to convert timestamps' for dictionary value @ data['${a}']`,
      detail: [a],
    });
  });
});

describe('batches by resource', () => {
  const one = measuresFrom(at('10:00:00Z'), 60, [1]);
  it('unknown metrics: 400 with resource and name, sorted; nothing is stored', async () => {
    world.resource(b, { metrics: new Map([['cpu', a]]) });
    world.metric(a, { name: 'cpu', resourceId: b });
    expect(await sendByResource({ [b]: { memory: one, disk: one, cpu: one } })).toMatchObject({
      status: 400,
      body: { description: `Unknown metrics: ${b}/disk, ${b}/memory` },
    });
    expect((await ofName('cpu')).body).toEqual([]);
  });

  it('create_metrics creates them by the rules, with the unit and policy that are named', async () => {
    world.resource(b);
    const body = {
      [b]: { cpu: one, memory: { measures: one, archive_policy_name: 'minutely', unit: 'MB' } },
    };
    expect((await sendByResource(body, 'True')).status).toBe(202);
    expect((await ofName('cpu')).body).toEqual([['2026-11-27T10:00:00+00:00', 300, 1]]);
    expect((await ofName('memory')).body).toEqual([['2026-11-27T10:00:00+00:00', 60, 1]]);
    // Ceilometer's next batch of the same metrics needs the index no more.
    expect(
      (await sendByResource({ [b]: { cpu: measuresFrom(at('10:05:00Z'), 60, [2]) } })).status,
    ).toBe(202);
    expect((await ofName('cpu')).body).toHaveLength(2);
  });

  it('unknown resources: 400 with the ids exactly as they were sent, no measure stored', async () => {
    world.resource(b);
    const name = 'instance-0000001-tap1';
    const { status, body } = await sendByResource(
      { [name]: { cpu: one, net: one }, [b]: { cpu: one } },
      'true',
    );
    expect(status).toBe(400);
    const { cause, detail } = body.description;
    expect(cause).toBe('Unknown resources');
    expect(detail).toEqual([
      { resource_id: expect.stringMatching(/^[0-9a-f-]{36}$/), original_resource_id: name },
    ]);
    expect((await ofName('cpu')).body).toEqual([]);
  });

  it('a policy that does not exist: 400', async () => {
    world.resource(b);
    expect(
      (
        await sendByResource(
          { [b]: { cpu: { measures: one, archive_policy_name: 'nope' } } },
          'True',
        )
      ).body,
    ).toMatchObject({
      description: 'Archive policy nope does not exist',
    });
  });

  it("metrics are not created in another project's resource", async () => {
    world.resource(b, { creator: { userId: 'u2', projectId: 'p2' } });
    expect((await sendByResource({ [b]: { cpu: one } }, 'True')).status).toBe(403);
  });

  it('nothing to store: 202', async () => {
    expect((await sendByResource({})).status).toBe(202);
    expect((await sendByResource({ [b]: {} })).status).toBe(202);
  });

  it('an id with a slash, a flag that is none: 400', async () => {
    expect((await sendByResource({ 'a/b': { cpu: one } })).status).toBe(400);
    expect((await sendByResource({}, 'perhaps')).status).toBe(400);
  });
});

describe('limits', () => {
  it('a granularity of a policy is not rounded', async () => {
    world.addPolicy({
      name: 'tenths',
      backWindow: 0,
      definition: [{ granularity: minute / 600, points: 100, timespan: 10 * minute }],
      methods: ['mean'],
    });
    world.metric(b, { policyName: 'tenths' });
    await post(b, [{ timestamp: at('10:00:00.25'), value: 1 }]);
    expect((await get(b)).body).toEqual([['2026-11-27T10:00:00+00:00', 0.1, 1]]);
  });
});
