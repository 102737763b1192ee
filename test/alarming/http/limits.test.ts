import { describe, expect, test } from 'vitest';
import { alarmingWorld } from '../support/alarming-world.ts';

const admin = { role: 'admin' } as const;
const event = { name: 'n', type: 'event', event_rule: {} };
const many = <Item>(length: number, itemAt: (index: number) => Item): readonly Item[] =>
  Array.from({ length }, (_, index) => itemAt(index));
const x = (length: number): string => 'x'.repeat(length);
const condition = { field: 'traits.a', op: 'eq', type: '', value: 'v' };
const oneCondition = (over: object) => ({ event_rule: { query: [{ ...condition, ...over }] } });
const constraint = (over: object) => ({
  time_constraints: [{ name: 'c', start: '0 1 * * *', duration: 1, ...over }],
});

const prometheus = (over: object) => ({
  type: 'prometheus',
  event_rule: null,
  prometheus_rule: { query: 'up', threshold: 1, ...over },
});
const metrics = (names: readonly string[]) => ({
  type: 'gnocchi_aggregation_by_metrics_threshold',
  event_rule: null,
  gnocchi_aggregation_by_metrics_threshold_rule: {
    metrics: names,
    threshold: 1,
    aggregation_method: 'mean',
  },
});

/** A bound on a body's content: how to reach it, and what the refusal one beyond it says. */
type Bound = readonly [what: string, bound: number, at: (size: number) => object, says: string];

const ofAlarms: readonly Bound[] = [
  [
    'conditions',
    256,
    (n) => ({ event_rule: { query: many(n, () => condition) } }),
    'More than 256',
  ],
  [
    'actions for a state',
    100,
    (n) => ({ alarm_actions: many(n, (i) => `http://h/${i}`) }),
    'More than 100',
  ],
  [
    'time constraints',
    100,
    (n) => ({
      time_constraints: many(n, (i) => ({ name: `c${i}`, start: '0 1 * * *', duration: 1 })),
    }),
    'More than 100',
  ],
  ['a name', 1024, (n) => ({ name: x(n) }), 'longer than 1024'],
  ['a description', 16_384, (n) => ({ description: x(n) }), 'longer than 16384'],
  ['an action', 4096, (n) => ({ ok_actions: [`http://h/${x(n - 9)}`] }), 'longer than 4096'],
  ['an event type', 255, (n) => ({ event_rule: { event_type: x(n) } }), 'longer than 255'],
  ['a field', 1024, (n) => oneCondition({ field: `traits.${x(n - 7)}` }), 'longer than 1024'],
  ['a value', 4096, (n) => oneCondition({ value: x(n) }), 'longer than 4096'],
  ["a constraint's name", 1024, (n) => constraint({ name: x(n) }), 'longer than 1024'],
  [
    "a constraint's description",
    16_384,
    (n) => constraint({ description: x(n) }),
    'longer than 16384',
  ],
  ['a cron expression', 255, (n) => constraint({ start: `0 1 * * *${' '.repeat(n - 9)}` }), '255'],
  ['text of another rule', 16_384, (n) => prometheus({ query: x(n) }), 'longer than 16384'],
  ['metrics', 256, (n) => metrics(many(n, String)), 'More than 256'],
  ['a project id', 255, (n) => ({ project_id: x(n) }), 'longer than 255'],
  ['a user id', 255, (n) => ({ user_id: x(n) }), 'longer than 255'],
  ['a body', 100_000, bodyOfBytes, 'larger than 100000 bytes'],
  ['an alarm in ASCII', 200_000, writtenAs, 'more than 200000 characters'],
  ['conditions in ASCII', 60_000, conditionsWrittenAs, 'more than 60000 characters'],
];

/** Four texts that fill a body, in characters that take no more room in ASCII. */
function bodyOfBytes(bytes: number): object {
  const actions = many(23, (i) => `http://h/${String(i).padStart(3, '0')}/${x(4000)}`);
  const rest = bytes - JSON.stringify({ ...event, alarm_actions: actions, description: '' }).length;
  return { alarm_actions: actions, description: x(rest) };
}

/** Delete characters take one byte in a body and six in ASCII. */
function writtenAs(characters: number): object {
  const actions = many(8, (i) => `http://h/${i}${'\u007f'.repeat(4000)}`);
  const empty = '["n", "", {"event_type": "*", "query": []}, [], [], [], []]'.length;
  const written = actions.length * (4000 * 6 + '"http://h/0"'.length) + 2 * (actions.length - 1);
  return { alarm_actions: actions, description: x(characters - empty - written) };
}

/** JSON as Python writes it. */
const spaced = (value: object): string =>
  JSON.stringify(value).replaceAll(',"', ', "').replaceAll('":', '": ').replaceAll('},{', '}, {');

function conditionsWrittenAs(characters: number): object {
  const query = many(2, () => ({ ...condition, value: '\u007f'.repeat(4096) }));
  const others = many(5, () => ({ ...condition, value: '' }));
  const written = spaced([...query, ...others]).length + 2 * 4096 * 5;
  const rest = characters - written;
  const values = many(5, (i) => x(Math.min(4096, Math.max(0, rest - i * 4096))));
  return {
    event_rule: { query: [...query, ...others.map((one, i) => ({ ...one, value: values[i] }))] },
  };
}

describe.each(ofAlarms)('%s: %i', (_what, bound, at, says) => {
  test('is accepted at the bound', async () => {
    const { send } = alarmingWorld();
    const { status, text } = await send('POST', '/v2/alarms', { ...event, ...at(bound) }, admin);
    expect([status, status === 201 ? '' : text]).toEqual([201, '']);
  });

  test('is refused beyond it, with the bound, at creation and update', async () => {
    const { create, refusal, send } = alarmingWorld();
    const { alarm_id: id } = await create({}, admin);
    const body = { ...event, ...at(bound + 1) };
    expect(await refusal('POST', '/v2/alarms', body, admin)).toMatch(
      new RegExp(`^4(00|13) .*${says}`),
    );
    expect(await refusal('PUT', `/v2/alarms/${id}`, body, admin)).toContain(says);
    expect((await send('GET', '/v2/alarms', undefined, admin)).json).toHaveLength(1);
  });
});

const withDigits = (digits: number): string =>
  `{"name": "n", "type": "event", "event_rule": {}, "state": ${'1'.repeat(digits)}}`;

test('a number has at most 4300 digits', async () => {
  const { refusal } = alarmingWorld();
  expect(await refusal('POST', '/v2/alarms', withDigits(4300))).toMatch(/^400 .*should be one of/);
  expect(await refusal('POST', '/v2/alarms', withDigits(4301))).toBe(
    '400 Request holds an integer of more than 4300 digits',
  );
});

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

test('a body is nested at most 100 deep', async () => {
  const { refusal } = alarmingWorld();
  expect(await refusal('POST', '/v2/alarms', nested(100))).toMatch(/Value not a valid object/);
  expect(await refusal('POST', '/v2/alarms', nested(101))).toBe('400 Request is nested too deeply');
});

const leaf = { '=': { name: 'n' } };
const pattern = { '=~': { name: 'n' } };

/** Bounds of complex queries: as above. */
const ofQueries: readonly Bound[] = [
  ['comparisons', 256, (n) => ({ filter: { or: many(n, () => leaf) } }), '256 are allowed'],
  [
    'regular expressions',
    10,
    (n) => ({ filter: { or: many(n, () => pattern) } }),
    '10 are allowed',
  ],
  ['a regular expression', 1000, (n) => ({ filter: { '=~': { name: x(n) } } }), 'longer than 1000'],
  [
    'values of in',
    1000,
    (n) => ({ filter: { in: { name: many(n, String) } } }),
    '1000 are allowed',
  ],
  ['sort keys', 20, (n) => ({ orderby: many(n, () => ({ name: 'asc' })) }), '20 are allowed'],
];

describe.each(ofQueries)('%s: %i', (_what, bound, at, says) => {
  const body = (size: number) =>
    Object.fromEntries(Object.entries(at(size)).map(([key, of]) => [key, JSON.stringify(of)]));

  test.each([
    ['/v2/query/alarms', 'name'],
    ['/v2/query/alarms/history', 'type'],
  ])('holds in %s', async (path, field) => {
    const { send, refusal } = alarmingWorld();
    const text = (size: number) => JSON.stringify(body(size)).replaceAll('name', field);
    expect((await send('POST', path, text(bound))).status).toBe(200);
    expect(await refusal('POST', path, text(bound + 1))).toMatch(new RegExp(`^400 .*${says}`));
  });
});

test('a regular expression is matched with the first 10,000 characters of a text', async () => {
  const { create, send } = alarmingWorld();
  const found = async (at: number) => {
    await create({ name: 'n', description: `${'.'.repeat(at)}X` });
    const { json } = await send('POST', '/v2/query/alarms', {
      filter: '{"=~": {"description": "X"}}',
    });
    return json.length;
  };
  expect(await found(9999)).toBe(1);
  expect(await found(10_000)).toBe(1);
});

const repeated = (name: string, value: string, times: number) =>
  many(times, () => `${name}=${value}`).join('&');

const filters = (n: number): string =>
  `/v2/alarms?${repeated('q.field', 'name', n)}&${repeated('q.value', 'n', n)}`;

const sorts = (n: number): string => `/v2/alarms?${repeated('sort', 'name', n)}`;

const filtered = (n: number): string => `/v2/alarms?q.field=name&q.value=${x(n)}`;

test('the value of a filter has at most 4096 characters', async () => {
  const { send, refusal } = alarmingWorld();
  expect((await send('GET', filtered(4096))).status).toBe(200);
  expect(await refusal('GET', filtered(4097))).toMatch(/^400 .*longer than 4096/);
});

test('a list has at most 100 filters and 20 keys to sort by', async () => {
  const { send, refusal } = alarmingWorld();
  expect((await send('GET', filters(100))).status).toBe(200);
  expect(await refusal('GET', filters(101))).toMatch(/^400 .*More than 100/);
  expect((await send('GET', sorts(20))).status).toBe(200);
  expect(await refusal('GET', sorts(21))).toMatch(/^400 .*More than 20 /);
});

/** Longer than a key of DynamoDB. */
const long = x(2100);
/** Of the form of an id, in a spelling that Python takes. */
const braces = `${'{'.repeat(2100)}${'0'.repeat(32)}`;

test.each<readonly [string, string, unknown, RegExp]>([
  ...[long, braces].flatMap((id): readonly (readonly [string, string, unknown, RegExp])[] => [
    ['GET', `/v2/alarms/${encodeURIComponent(id)}`, undefined, /^404 /],
    ['PUT', `/v2/alarms/${encodeURIComponent(id)}`, event, /^404 /],
    ['DELETE', `/v2/alarms/${encodeURIComponent(id)}`, undefined, /^404 /],
    ['GET', `/v2/alarms/${encodeURIComponent(id)}/history`, undefined, /^404 /],
    ['PUT', `/v2/alarms/${encodeURIComponent(id)}/state`, '"ok"', /^404 /],
    ['POST', `/v2/deliveries/${encodeURIComponent(id)}/redeliver`, undefined, /^404 /],
    ['GET', `/v2/deliveries?marker=${encodeURIComponent(id)}`, undefined, /^400 /],
  ]),
  ['GET', `/v2/alarms?q.field=project_id&q.value=${long}`, undefined, /^400 .*longer than 255/],
  ['GET', `/v2/quotas?project_id=${long}`, undefined, /^400 .*longer than 255/],
  ['DELETE', `/v2/quotas/${long}`, undefined, /^400 .*longer than 255/],
  [
    'POST',
    '/v2/quotas',
    { project_id: long, quotas: [{ resource: 'alarms', limit: 1 }] },
    /^400 .*longer than 255/,
  ],
  ['GET', `/v2/deliveries?alarm=${long}`, undefined, /^400 /],
  ['POST', '/v2/deliveries/redeliver', { alarm: long }, /^400 /],
  ['POST', '/v2/deliveries/redeliver', `{"alarm": "${x(100_000)}"}`, /^413 /],
])('%s with an id that is too long is refused', async (method, path, body, words) => {
  const { refusal } = alarmingWorld();
  expect(await refusal(method, path, body, admin)).toMatch(words);
});

test('a list has at most 1000 deliveries, and as many are redelivered at once', async () => {
  const { send, refusal } = alarmingWorld();
  expect((await send('GET', '/v2/deliveries?limit=1000')).status).toBe(200);
  expect(await refusal('GET', '/v2/deliveries?limit=1001')).toMatch(/^400 Invalid input for limit/);
  const redeliver = '/v2/deliveries/redeliver';
  expect((await send('POST', redeliver, { limit: 1000 })).status).toBe(202);
  expect(await refusal('POST', redeliver, { limit: 1001 })).toMatch(/^400 Invalid input for limit/);
});

describe('an explanation', () => {
  const whole = { message_id: 'm1', event_type: 't', traits: [['project_id', 1, 'p1']] };

  test('of more than 1000 alarms goes on where it ended', async () => {
    const world = alarmingWorld();
    await Promise.all(many(1003, () => world.create()));
    const ask = async (over: object) => {
      const asked = { event: whole, all: true, ...over };
      return (await world.send('POST', '/v2/explain', asked)).json;
    };
    const first = await ask({});
    expect(first.alarms).toHaveLength(1000);
    expect(first.next).toBe(first.alarms.at(-1).alarm_id);
    const rest = await ask({ marker: first.next });
    expect(rest.alarms).toHaveLength(3);
    expect(rest.next).toBeNull();
  });

  test('has at most 10,000 conditions', async () => {
    const world = alarmingWorld();
    const query = many(256, () => condition);
    await Promise.all(many(41, () => world.create({ event_rule: { query } })));
    const { json } = await world.send('POST', '/v2/explain', { event: whole });
    expect(json).toMatchObject({ misses: 39, next: expect.any(String) });
  });

  test('is asked for by at most an event and an alarm', async () => {
    const world = alarmingWorld();
    const asked = { event: whole, when: '' };
    const size = JSON.stringify(asked).length;
    const body = (bytes: number) => JSON.stringify({ ...asked, when: x(bytes - size) });
    const refusals = [2_197_152, 2_197_153].map((bytes) =>
      world.refusal('POST', '/v2/explain', body(bytes)),
    );
    expect(await Promise.all(refusals)).toEqual([
      expect.stringMatching(/^400 .*It is longer than 255 characters/),
      '413 Request body is larger than 2197152 bytes',
    ]);
  });

  test('quotes the beginning of long texts', async () => {
    const world = alarmingWorld();
    await world.create({ event_rule: { query: [{ ...condition, value: x(4096) }] } });
    const traits = [...whole.traits, ['a', 1, x(50_000)]];
    const { text } = await world.send('POST', '/v2/explain', { event: { ...whole, traits } });
    expect(text.length).toBeLessThan(4000);
  });
});
