import { describe, expect, test } from 'vitest';
import { admin, metricsWorld } from '../support/metrics-world.ts';

interface Row {
  readonly original_resource_id: string;
}

const names = (json: readonly Row[]) => json.map((each) => each.original_resource_id).join('');

async function world() {
  const found = metricsWorld();
  const type = {
    name: 't',
    attributes: {
      host: { type: 'string', required: false },
      n: { type: 'number', required: false },
      on: { type: 'bool', required: false },
      ref: { type: 'uuid', required: false },
      at: { type: 'datetime', required: false },
    },
  };
  await found.send('POST', '/v1/resource_type', type, admin);
  const ref = '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b';
  for (const body of [
    { id: 'a', host: 'h1', n: 1, on: true, started_at: '2014-01-01', ended_at: '2014-01-02' },
    { id: 'b', host: 'h2', n: 5, on: false, at: '2014-01-01T10:00:00' },
    { id: 'c', host: 'x_1%', ref, project_id: 'px', user_id: 'ux' },
  ])
    await found.send('POST', '/v1/resource/t', body);
  const searched = async (query: unknown) =>
    names((await found.send('POST', '/v1/search/resource/t', query)).json);
  const filtered = async (filter: string) => {
    const at = `/v1/search/resource/t?filter=${encodeURIComponent(filter)}`;
    return names((await found.send('POST', at)).json);
  };
  return { ...found, searched, filtered };
}

describe('a search', () => {
  test.each([
    [{}, 'abc'],
    [{ '=': { host: 'h1' } }, 'a'],
    [{ eq: { n: 5 } }, 'b'],
    [{ '=': { n: '5' } }, 'b'],
    [{ '=': { id: 'c' } }, 'c'],
    [{ '=': { original_resource_id: 'c' } }, 'c'],
    [{ '=': { ref: '0A7A15FFAA134AC2897C9BDF30CE175B' } }, 'c'],
    [{ '=': { at: '2014-01-01T11:00:00+01:00' } }, 'b'],
    [{ '=': { on: false } }, 'b'],
    [{ '≠': { host: 'h1' } }, 'bc'],
    [{ '>': { n: 1 } }, 'b'],
    [{ '≥': { n: 1 } }, 'ab'],
    [{ not: { '>': { n: 1 } } }, 'a'],
    [{ '!=': { n: 1 } }, 'bc'],
    [{ not: { '=': { n: 1 } } }, 'b'],
    [{ '=': { n: null } }, 'c'],
    [{ '!=': { n: null } }, 'ab'],
    [{ '<': { n: null } }, ''],
    [{ like: { host: 'h%' } }, 'ab'],
    [{ like: { host: 'x\\_1\\%' } }, 'c'],
    [{ like: { host: '_1' } }, 'a'],
    [{ like: { host: '*' } }, ''],
    [{ in: { host: ['h1', 'x_1%', 'none'] } }, 'ac'],
    [{ in: { id: ['a', 'b'] } }, 'ab'],
    [{ not: { in: { n: [1] } } }, 'b'],
    [{ and: [{ like: { host: 'h%' } }, { '<': { n: 5 } }] }, 'a'],
    [{ '∨': [{ '=': { host: 'h1' } }, { '=': { host: 'h2' } }] }, 'ab'],
    [{ '=': { project_id: 'px' } }, 'c'],
    [{ '=': { creator: 'u1:p1' } }, 'abc'],
    [{ '=': { created_by_project_id: 'p1' } }, 'abc'],
    [{ '!=': { created_by_user_id: 'u1' } }, ''],
    [{ '>': { started_at: '2020-01-01' } }, 'bc'],
    [{ '=': { lifespan: '1 day' } }, 'a'],
    [{ '=': { type: 't' } }, 'abc'],
  ])('%j finds %j', async (query, found) => {
    const { searched } = await world();
    expect(await searched(query)).toBe(found);
  });

  test.each([
    ['host="h2"', 'b'],
    ["host='h1' or host = 'h2'", 'ab'],
    ['host="h2" and not n>3', ''],
    ['not n>3', 'a'],
    ['n >= 1 and (host = h1 or host = h2)', 'ab'],
    ['host = h1 or host = h2 and n > 100', 'a'],
    ['host in ["h1", \'h2\']', 'ab'],
    ['n = null', 'c'],
    ['on = True', 'a'],
    ['ref = 0a7a15ff-aa13-4ac2-897c-9bdf30ce175b', 'c'],
    ['host like "h%" ∧ n ≤ 1', 'a'],
    ['n = 1.0', 'a'],
  ])('the text %s finds %j', async (filter, found) => {
    const { filtered } = await world();
    expect(await filtered(filter)).toBe(found);
  });

  test('a text is refused as the same search in JSON is', async () => {
    const { refusal } = await world();
    const refused = (filter: string) =>
      refusal('POST', `/v1/search/resource/t?filter=${encodeURIComponent(filter)}`);
    expect(await refused('nullable_host = h1')).toEqual([
      400,
      'Resource type t has no nullable_host attribute',
    ]);
    expect(await refused('host in []')).toMatchObject([
      400,
      { reason: expect.stringContaining('length of value must be at least 1') },
    ]);
  });

  test.each([
    'host=',
    'host="h',
    '=1',
    'host h1',
    '(host=h1',
    'host=h1)',
    'not',
    'a=[1',
    'a=1 b=2',
    '😀=1',
    '('.repeat(200),
  ])('the text %s is refused', async (filter) => {
    const { refusal } = await world();
    const at = `/v1/search/resource/t?filter=${encodeURIComponent(filter)}`;
    expect(await refusal('POST', at)).toEqual([
      400,
      expect.stringMatching(/^Invalid filter: Expected/),
    ]);
  });

  test.each([
    [{ '=': { nope: 1 } }, 'Resource type t has no nope attribute'],
    [{ '=': { metrics: 1 } }, 'Resource type t has no metrics attribute'],
    [{ '=': { n: 'x' } }, "Invalid value: `x' for field `n'"],
    [{ '=': { ref: 'x' } }, "Invalid value: `x' for field `ref'"],
    [{ '>': { created_by_user_id: 'x' } }, "Invalid value: `x' for field `created_by_user_id'"],
    [{ like: { n: 'x' } }, "Invalid value: `x' for field `n'"],
    [
      { bogus: { a: 1 } },
      {
        cause: 'Invalid input',
        reason: "extra keys not allowed @ data['bogus']",
        detail: ['bogus'],
      },
    ],
    [
      { and: {} },
      {
        cause: 'Invalid input',
        reason: "expected a list for dictionary value @ data['and']",
        detail: ['and'],
      },
    ],
    [
      { like: { id: 'x' } },
      {
        cause: 'Invalid input',
        reason: "value must not be one of ['id'] @ data['like']['id']",
        detail: ['like', 'id'],
      },
    ],
    [
      { '=': [] },
      {
        cause: 'Invalid input',
        reason: "expected a dictionary for dictionary value @ data['=']",
        detail: ['='],
      },
    ],
    [
      { '=': { host: {} } },
      {
        cause: 'Invalid input',
        reason: "expected str for dictionary value @ data['=']['host']",
        detail: ['=', 'host'],
      },
    ],
    [
      { '=': { a: 1 }, eq: { b: 1 } },
      { cause: 'Invalid input', reason: 'length of value must be at most 1', detail: [] },
    ],
  ])('%j is refused', async (query, description) => {
    const { refusal } = await world();
    expect(await refusal('POST', '/v1/search/resource/t', query)).toEqual([400, description]);
  });

  test('of generic finds every type, and with details shows its attributes', async () => {
    const { send, refusal } = await world();
    const plain = await send('POST', '/v1/search/resource/generic', {});
    expect(plain.json).toHaveLength(3);
    expect(plain.json[0]).not.toHaveProperty('host');
    const detailed = await send('POST', '/v1/search/resource/generic?details=true', {});
    expect(detailed.json[0]).toMatchObject({ host: 'h1', n: 1, on: true, at: null });
    expect(await refusal('POST', '/v1/search/resource/generic', { '=': { host: 'h1' } })).toEqual([
      400,
      'Resource type generic has no host attribute',
    ]);
    expect(await refusal('POST', '/v1/search/resource/none', {})).toEqual([
      404,
      'Resource type none does not exist',
    ]);
  });

  test('of the history finds past revisions', async () => {
    const { send } = await world();
    await send('PATCH', '/v1/resource/t/a', { host: 'moved' });
    const search = (query: string) =>
      send('POST', `/v1/search/resource/t${query}`, { '=': { host: 'h1' } });
    expect((await search('')).json).toEqual([]);
    expect((await search('?history=true')).json).toMatchObject([
      { original_resource_id: 'a', host: 'h1' },
    ]);
  });

  test('shows only what is asked for', async () => {
    const { send } = await world();
    const { json } = await send('POST', '/v1/search/resource/t?attrs=id&attrs=host', {});
    expect(Object.keys(json[0])).toEqual(['id', 'host']);
    const listed = await send('GET', '/v1/resource/t?attrs=host');
    expect(listed.json[0]).toEqual({ host: 'h1' });
  });

  test('is sorted and paged', async () => {
    const { send, refusal } = await world();
    const search = (query: string) => send('POST', `/v1/search/resource/t?${query}`, {});
    expect(names((await search('sort=n:desc-nullslast')).json)).toBe('bac');
    expect(names((await search('sort=n:desc')).json)).toBe('cba');
    expect(names((await search('sort=n:asc')).json)).toBe('abc');
    expect(names((await search('sort=n:asc-nullsfirst')).json)).toBe('cab');
    const first = await search('limit=2&sort=host:desc');
    const [, next = ''] =
      /metric(\/v1.*)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
    expect(names(first.json)).toBe('cb');
    expect(names((await send('POST', next, {})).json)).toBe('a');
    expect(await refusal('POST', '/v1/search/resource/t?sort=id:up', {})).toMatchObject([
      400,
      expect.stringContaining('Unknown sort direction'),
    ]);
    expect(await refusal('POST', '/v1/search/resource/t?history=maybe', {})).toMatchObject([
      400,
      expect.stringContaining("Unable to parse `history'"),
    ]);
  });
});

describe('deletion of many', () => {
  test('takes what a search finds, and nothing without one', async () => {
    const { send, refusal } = await world();
    for (const body of [undefined, {}])
      expect(await refusal('DELETE', '/v1/resource/t', body)).toMatchObject([
        400,
        expect.stringContaining('the query can not be empty'),
      ]);
    const { json } = await send('DELETE', '/v1/resource/t/?filter=host="h1"');
    expect(json).toEqual({ deleted: 1 });
    expect((await send('DELETE', '/v1/resource/t', { '>': { n: 1 } })).json).toEqual({
      deleted: 1,
    });
    expect((await send('GET', '/v1/resource/t')).json).toHaveLength(1);
  });
});
