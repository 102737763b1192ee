import { describe, expect, test } from 'vitest';
import { alarmingWorld } from '../support/alarming-world.ts';

async function threeAlarms() {
  const world = alarmingWorld();
  await world.create({ name: 'a', severity: 'critical' });
  await world.create({ name: 'b', enabled: false });
  await world.create({ name: 'c', severity: 'moderate', state: 'ok' });
  await world.create({ name: 'theirs' }, { project: 'p2' });
  const ask = (body: unknown, asking = {}) => world.send('POST', '/v2/query/alarms', body, asking);
  return { ...world, ask };
}

const filter = (expression: unknown) => ({ filter: JSON.stringify(expression) });

/** How the schema of Aodh spells the fields of an alarm. */
const fields = [
  ['alarm_id', 'type', 'enabled', 'name', 'description', 'timestamp', 'user_id', 'project_id'],
  ['state', 'state_timestamp', 'state_reason', 'ok_actions', 'alarm_actions'],
  ['insufficient_data_actions', 'repeat_actions', 'rule', 'time_constraints', 'severity'],
  ['evaluate_timestamp', 'user', 'project'],
]
  .flat()
  .map((name) => `^${name}$`)
  .join('|');

describe('a complex query', () => {
  test.each<[unknown, string]>([
    [{}, 'c,b,a'],
    [filter({ '=': { name: 'a' } }), 'a'],
    [filter({ '!=': { name: 'a' } }), 'c,b'],
    [filter({ IN: { name: ['a', 'b'] } }), 'b,a'],
    [filter({ and: [{ '=': { name: 'a' } }, { '=': { state: 'ok' } }] }), ''],
    [filter({ Or: [{ '=': { name: 'a' } }, { '=': { state: 'ok' } }] }), 'c,a'],
    [filter({ not: { '=': { name: 'a' } } }), 'c,b'],
    [filter({ '<': { name: 'b' } }), 'a'],
    [filter({ '=<': { name: 'b' } }), 'b,a'],
    [filter({ '=>': { name: 'b' } }), 'c,b'],
    [filter({ '=~': { name: '^[ab]$' } }), 'b,a'],
    [filter({ '=': { enabled: true } }), 'c,a'],
    [filter({ '=': { enabled: 'false' } }), 'b'],
    [filter({ '=': { user: 'u1' } }), 'c,b,a'],
    [filter({ '=': { project: 'p1' } }), 'c,b,a'],
    [filter({ '>': { timestamp: '2020-01-01T00:00:00+02:00' } }), 'c,b,a'],
    [filter({ '=': { name: 3 } }), ''],
    [{ orderby: '[{"name": "ASC"}]' }, 'a,b,c'],
    [{ orderby: '[{"severity": "desc"}]' }, 'a,c,b'],
    [{ orderby: '[{"project": "asc"}, {"name": "desc"}]' }, 'c,b,a'],
    [{ limit: '2' }, 'c,b'],
  ])('%j finds %s', async (body, found) => {
    const { ask } = await threeAlarms();
    const { status, json } = await ask(body);
    expect(status).toBe(200);
    expect(json.map(({ name }: { name: string }) => name).join()).toBe(found);
  });

  test.each<[unknown, string]>([
    [filter({ '=': { project_id: 'p2' } }), '401 Not Authorized to access project p2'],
    [filter({ not: { '=': { project: 'p2' } } }), '401 Not Authorized to access project p2'],
    [filter({ in: { project_id: ['p1', 'p2'] } }), '401 Not Authorized to access project p1, p2'],
    [
      filter({ and: [{ '=': { name: 'a' } }] }),
      "400 Filter expression not valid: [{'=': {'name': 'a'}}] is too short",
    ],
    [filter({ in: { name: [] } }), '400 Filter expression not valid: [] should be non-empty'],
    [filter({}), '400 Filter expression not valid: {} should be non-empty'],
    [
      filter({ '=': { name: null } }),
      '400 Filter expression not valid: None is not valid under any of the given schemas',
    ],
    [
      filter({ eq: { name: 'a' } }),
      "400 Filter expression not valid: {'eq': {'name': 'a'}} is not valid under any of the given schemas",
    ],
    ...['foo', 'constructor', '__proto__', 'toString'].map((field): [unknown, string] => [
      { filter: `{"=": {"${field}": "a"}}` },
      `400 Filter expression not valid: '${field}' does not match any of the regexes: '${fields}'\n\nOn instance:\n    {'${field}': 'a'}`,
    ]),
    [
      { orderby: '[{"foo": "asc"}]' },
      `400 Order-by expression not valid: 'foo' does not match any of the regexes: '${fields}'\n\nOn instance:\n    {'foo': 'asc'}`,
    ],
    ...['constructor', '__proto__', 'toString'].map((operator): [unknown, string] => [
      { filter: `{"${operator}": {"name": "a"}}` },
      `400 Filter expression not valid: {'${operator}': {'name': 'a'}} is not valid under any of the given schemas`,
    ]),
    [filter({ '=': 'x' }), "400 Filter expression not valid: 'x' is not of type 'object'"],
    [filter({ in: { name: 'x' } }), "400 Filter expression not valid: 'x' is not of type 'array'"],
    [
      filter({ in: { name: [true] } }),
      '400 Filter expression not valid: True is not valid under any of the given schemas',
    ],
    [
      { filter: '{"=": {"name": "\\ud800"}}' },
      '400 Filter expression not valid: Request holds half of a surrogate pair, which is no character',
    ],
    [
      filter({ '=~': { name: '(?=a)' } }),
      "400 Filter expression not valid: '(?=a)' is not a regular expression that is supported here",
    ],
    [filter({ '>': { timestamp: 'zz' } }), '400 Failed to parse the timestamp value zz'],
    [{ filter: '{' }, '400 Filter expression not valid: Request is not in valid JSON format'],
    [
      { orderby: '[{"name": "zz"}]' },
      "400 Order-by expression not valid: 'zz' does not match '(?i)^asc$|^desc$'",
    ],
    [{ orderby: '{}' }, "400 Order-by expression not valid: {} is not of type 'array'"],
    [{ limit: 0 }, '400 Limit should be positive'],
    [{ bogus: 1 }, '400 Unknown attribute for argument body: bogus'],
    ['', '400 Missing argument: "body"'],
  ])('%j is refused: %s', async (body, words) => {
    const { refusal } = await threeAlarms();
    expect(await refusal('POST', '/v2/query/alarms', body)).toBe(words);
  });

  test('of an administrator spans all projects', async () => {
    const { ask } = await threeAlarms();
    const { json } = await ask(filter({ '=': { name: 'theirs' } }), { role: 'admin' });
    expect(json).toHaveLength(1);
  });

  test('of a caller without a role is refused', async () => {
    const { refusal } = await threeAlarms();
    expect(await refusal('POST', '/v2/query/alarms', {}, { role: 'service' })).toBe(
      '403 RBAC Authorization Failed',
    );
  });

  test('searches the history of the caller’s project', async () => {
    const { send } = await threeAlarms();
    const search = (body: unknown) => send('POST', '/v2/query/alarms/history', body);
    expect((await search({})).json).toHaveLength(3);
    expect((await search(filter({ '=~': { detail: '"name": "a"' } }))).json).toHaveLength(1);
    expect((await search(filter({ '=': { severity: 'critical' } }))).json).toHaveLength(1);
    expect((await search(filter({ '=': { on_behalf_of: 'p2' } }))).status).toBe(401);
  });
});
