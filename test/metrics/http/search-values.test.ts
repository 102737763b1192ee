import { beforeEach, describe, expect, test } from 'vitest';
import { measuresFrom, measuresWorld } from '../support/measures-world.ts';

const id = '11111111-1111-4111-8111-111111111111';
const unmeasured = '22222222-1111-4111-8111-111111111111';
const start = '2026-11-27T10:00:00Z';

let world: ReturnType<typeof measuresWorld>;
beforeEach(async () => {
  world = measuresWorld();
  world.metric(id);
  world.metric(unmeasured);
  await world.send('POST', '/batch/metrics/measures', {
    [id]: measuresFrom(start, 60, [12, -5, 40, 0]),
  });
});

const search = (body: unknown, query = '', asking = {}) =>
  world.send('POST', `/search/metric?metric_id=${id}${query}`, body, asking);
const found = async (body: unknown, query = '') => {
  const { body: json } = await search(body, query);
  return json[id].map(([, , value]: [string, number, number]) => value);
};

describe('a search for values', () => {
  test.each([
    [{ '=': 12 }, [12]],
    [{ '≥': 12 }, [12, 40]],
    [{ ne: 0 }, [12, -5, 40]],
    [{ and: [{ gt: -5 }, { '<': 40 }] }, [12, 0]],
    [{ or: [{ '<': 0 }, { and: [{ '>': 20 }] }] }, [-5, 40]],
    // Gnocchi's signs stand for the other word.
    [{ '∧': [{ '<': 0 }, { '>': 0 }] }, []],
    [{ '∨': [{ '<': 0 }, { '>': 0 }] }, [12, -5, 40]],
    [{ '≥': [{ '*': 2 }, 80] }, [40]],
    [{ '=': [{ '%': 5 }, 0] }, [-5, 40, 0]],
    // What is computed finds a value unless it is zero.
    [{ '-': 12 }, [-5, 40, 0]],
    [{ or: [] }, []],
    [{ and: [] }, [12, -5, 40, 0]],
  ])('%j finds %j', async (body, values) => {
    expect(await found(body)).toEqual(values);
  });

  test('answers windows by metric, also of one without measures, and leaves out what does not exist', async () => {
    const query = `&metric_id=${unmeasured}&metric_id=99999999-1111-4111-8111-111111111111&granularity=60&granularity=1+minute`;
    const { status, body } = await search({ '>': 10 }, query);
    expect(status).toBe(200);
    expect(body).toEqual({
      [id]: [
        ['2026-11-27T10:00:00+00:00', 60, 12],
        ['2026-11-27T10:02:00+00:00', 60, 40],
      ],
      [unmeasured]: [],
    });
  });

  test('takes a time and a method', async () => {
    expect(await found({ gt: 0 }, '&start=2026-11-27T10:01:00&stop=2026-11-27T10:03:00')).toEqual([
      40,
    ]);
    expect(await found({ eq: 1 }, '&aggregation=count')).toEqual([1, 1, 1, 1]);
  });

  test.each([
    ['no body', undefined, '', 'No query specified in body'],
    ['start', { '∧': [{ '≥': 1000 }] }, '&start=foobar', 'Invalid value for start'],
    ['stop', { '∧': [{ '≥': 1000 }] }, '&stop=foobar', 'Invalid value for stop'],
    [
      'a granularity that is not kept',
      { '=': 12 },
      '&granularity=60&granularity=300',
      {
        cause: 'Aggregation does not exist',
        detail: { granularity: 300, aggregation_method: 'mean' },
      },
    ],
    [
      'a method that is not kept',
      { '=': 12 },
      '&aggregation=99pct',
      {
        cause: 'Aggregation does not exist',
        detail: { granularity: 60, aggregation_method: '99pct' },
      },
    ],
    ['a span that is none', { '=': 12 }, '&granularity=x', { detail: 'granularity' }],
    ['not', { not: [{ '=': 1 }] }, '', 'Unknown operator not'],
    [
      'an operator that is none',
      { bogus: 1 },
      '',
      { reason: "extra keys not allowed @ data['bogus']" },
    ],
    ['no operator', {}, '', { reason: 'length of value must be at least 1' }],
    ['two operators', { '=': 1, '<': 2 }, '', { reason: 'length of value must be at most 1' }],
    ['a text', { '=': '12' }, '', { reason: "expected float @ data['=']" }],
    [
      'one operand in a list',
      { '=': [1] },
      '',
      { reason: "length of value must be at least 2 @ data['=']" },
    ],
    [
      'a combination in a comparison',
      { '=': [{ and: [] }, 1] },
      '',
      { reason: "extra keys not allowed @ data['='][0]['and']" },
    ],
    ['a list', [], '', { reason: 'expected a dictionary' }],
  ])('is refused for %s', async (_name, body, query, description) => {
    const refused = await search(body, query);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ description });
  });

  test('needs a metric, and is bounded', async () => {
    expect((await world.send('POST', '/search/metric', { '=': 1 })).status).toBe(400);
    const many = { or: Array.from({ length: 300 }, () => ({ '=': 1 })) };
    expect((await search(many)).status).toBe(400);
    const deep = `${'{"=":['.repeat(300)}1${',1]}'.repeat(300)}`;
    expect((await search(deep)).status).toBe(400);
  });

  test('is for those who may list the metric', async () => {
    expect(await search({ '=': 12 }, '', { user: 'u2', project: 'p2' })).toMatchObject({
      status: 403,
      body: { description: '' },
    });
    expect((await search({ '=': 12 }, '', { role: 'admin', project: 'p9' })).status).toBe(200);
  });

  test('is a POST', async () => {
    const { status, headers } = await world.send('GET', `/search/metric?metric_id=${id}`);
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
  });
});
