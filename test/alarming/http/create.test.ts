import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../fakes/pattern-matcher.ts';
import { alarmingWorld } from '../support/alarming-world.ts';

const event = { name: 'n', type: 'event', event_rule: {} };
const condition = (over: object) => ({
  ...event,
  event_rule: { query: [{ field: 'traits.a', op: 'eq', type: '', value: 'x', ...over }] },
});
const constraint = (over: object) => ({
  ...event,
  time_constraints: [{ name: 'c', start: '0 23 * * *', duration: '300', ...over }],
});

describe('a new alarm', () => {
  test("has every default, in Aodh's order and format", async () => {
    const { send } = alarmingWorld();
    const { status, headers, json, text } = await send('POST', '/v2/alarms', event);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(
      `http://taibai.example/alarming/v2/alarms/${json.alarm_id}`,
    );
    expect(json.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$/);
    expect(json.state_timestamp).toBe(json.timestamp);
    expect(text.replaceAll(json.timestamp, 'T').replace(json.alarm_id, 'ID')).toBe(
      '{"alarm_id": "ID", "name": "n", "description": "Alarm when * event occurred.", "enabled": true, "ok_actions": [], "alarm_actions": [], "insufficient_data_actions": [], "repeat_actions": false, "type": "event", "time_constraints": [], "project_id": "p1", "user_id": "u1", "timestamp": "T", "state": "insufficient data", "state_timestamp": "T", "state_reason": "Not evaluated yet", "severity": "low", "evaluate_timestamp": "T", "event_rule": {"event_type": "*", "query": []}}',
    );
  });

  test('has its rule on the bus, is synced, and is found by its project only', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create();
    expect(world.rules.get(id)).toMatchObject({ enabled: true });
    expect(await world.ruleSync.unsynced('9999-12-31T00:00:00.000000Z', 100)).toEqual([]);
    expect((await world.send('GET', `/v2/alarms/${id}`)).status).toBe(200);
    expect(await world.refusal('GET', `/v2/alarms/${id}`, undefined, { project: 'p2' })).toBe(
      `404 Alarm ${id} not found`,
    );
  });

  test('of nobody is refused, also to an administrator', async () => {
    const { refusal } = alarmingWorld();
    const asking = { role: 'admin' } as const;
    // oxlint-disable-next-line no-await-in-loop -- two requests
    for (const owner of ['project_id', 'user_id'])
      expect(await refusal('POST', '/v2/alarms', { ...event, [owner]: '' }, asking)).toMatch(
        new RegExp(`^400 Invalid input for field/attribute ${owner}`),
      );
  });

  test('that is disabled has a disabled rule', async () => {
    const world = alarmingWorld();
    const { alarm_id: id } = await world.create({ enabled: false });
    expect(world.rules.get(id)?.enabled).toBe(false);
  });

  test('whose pattern the bus refuses gets the pattern that matches all events of its project', async () => {
    const world = alarmingWorld();
    world.bus.refuses = (pattern) => JSON.stringify(pattern).includes('compute');
    const { alarm_id: id } = await world.create({ event_rule: { event_type: 'compute.*' } });
    expect(world.rules.get(id)?.pattern).toMatchObject({ detail: { project: ['p1'] } });
  });

  test('keeps an empty event type, which matches no event', async () => {
    const { create, rules } = alarmingWorld();
    const {
      alarm_id: id,
      event_rule: rule,
      description,
    } = await create({
      event_rule: { event_type: '' },
    });
    expect([rule, description]).toEqual([
      { event_type: '', query: [] },
      'Alarm when  event occurred.',
    ]);
    const busPattern = rules.get(id)?.pattern;
    const anything = {
      source: 'taibai',
      detail: { project: 'p1', type: 'a', tail: 'a', length: 1 },
    };
    expect(busPattern && matchesPattern(busPattern, anything)).toBe(false);
  });

  test('keeps what it was given', async () => {
    const { create } = alarmingWorld();
    const given = {
      name: '',
      description: 'd',
      enabled: false,
      severity: 'critical',
      state: 'ok',
      repeat_actions: true,
      alarm_actions: ['http://a/?b=1', 'https://c'],
      ok_actions: null,
      event_rule: {
        event_type: 'compute.*',
        query: [{ field: 'traits.a.b', op: 'gt', type: 'integer', value: '5' }],
      },
    };
    expect(await create(given)).toMatchObject(given);
  });

  test('reads yes, 1 and no as Aodh does', async () => {
    const { create } = alarmingWorld();
    expect(await create({ enabled: 'no', repeat_actions: 1 })).toMatchObject({
      enabled: false,
      repeat_actions: true,
    });
  });

  test('keeps the first of repeated actions', async () => {
    const { create } = alarmingWorld();
    const { alarm_actions: actions } = await create({
      alarm_actions: ['http://a', 'http://b', 'http://a'],
    });
    expect(actions).toEqual(['http://a', 'http://b']);
  });

  test('ignores attributes that only the server sets', async () => {
    const { create } = alarmingWorld();
    const alarm = await create({
      alarm_id: 'mine',
      timestamp: '2000-01-01T00:00:00',
      state_reason: 'because',
    });
    expect(alarm.alarm_id).not.toBe('mine');
    expect(alarm.timestamp).not.toMatch(/^2000/);
    expect(alarm.state_reason).toBe('Not evaluated yet');
  });

  test('has time constraints with a description and an integer duration', async () => {
    const { send } = alarmingWorld();
    const { json } = await send('POST', '/v2/alarms', constraint({ timezone: 'Europe/Ljubljana' }));
    expect(json.time_constraints).toEqual([
      {
        name: 'c',
        description: 'Time constraint at 0 23 * * * lasting for 300 seconds',
        start: '0 23 * * *',
        duration: 300,
        timezone: 'Europe/Ljubljana',
      },
    ]);
  });

  test.each([
    ['boolean', 'TRUE'],
    ['datetime', '2020-01-01T00:00:00+02:00'],
    ['integer', ' 12345678901234567890 '],
    ['float', '1e400'],
  ])('may have a %s condition', async (type, value) => {
    const { send } = alarmingWorld();
    expect((await send('POST', '/v2/alarms', condition({ type, value }))).status).toBe(201);
  });

  test.each(['event_type', 'message_id', 'generated', 'raw.payload.host', 'traits.a.b'])(
    'may have a condition on %s',
    async (field) => {
      const { send } = alarmingWorld();
      expect((await send('POST', '/v2/alarms', condition({ field }))).status).toBe(201);
    },
  );
});

/** The messages that Aodh 22.0.0 gives for the same bodies. */
const refused: readonly (readonly [unknown, string])[] = [
  ['{', '400 Request is not in valid JSON format'],
  ['', '400 Missing argument: "data"'],
  ['['.repeat(5000), '400 Request is nested too deeply'],
  [
    { type: 'event', event_rule: {} },
    "400 Invalid input for field/attribute name. Value: 'None'. Mandatory field missing.",
  ],
  [
    { ...event, name: 5 },
    "400 Invalid input for field/attribute name. Value: '5'. Wrong type. Expected '<class 'str'>', got '<class 'int'>'",
  ],
  [
    { name: 'n' },
    "400 Invalid input for field/attribute type. Value: 'None'. Mandatory field missing.",
  ],
  [{ name: 'n', type: 'event' }, '400 event_rule must be set for event type alarm'],
  [
    { ...event, composite_rule: { or: [] } },
    '400 composite_rule and event_rule cannot be set at the same time',
  ],
  [{ ...event, bogus: 1 }, '400 Unknown attribute for argument data: bogus'],
  [{ ...event, b: 1, a: 2 }, '400 Unknown attributes for argument data: a, b'],
  [{ ...event, threshold_rule: {} }, '400 Unknown attribute for argument data: threshold_rule'],
  [
    { ...event, event_rule: { bogus: 1 } },
    '400 Unknown attribute for argument data.event_rule: bogus',
  ],
  [
    { ...event, enabled: 'maybe' },
    "400 Invalid input for field/attribute data. Value: '{'name': 'n', 'type': 'event', 'event_rule': {}, 'enabled': 'maybe'}'. Value not an unambiguous boolean: maybe",
  ],
  [
    { ...event, state: 'nope' },
    "400 Invalid input for field/attribute state. Value: 'nope'. Value should be one of: ok, alarm, insufficient data",
  ],
  [
    { ...event, severity: 'nope' },
    "400 Invalid input for field/attribute severity. Value: 'nope'. Value should be one of: moderate, critical, low",
  ],
  [
    { ...event, event_rule: { query: 'traits.a=c' } },
    "400 Invalid input for field/attribute data. Value: '{'name': 'n', 'type': 'event', 'event_rule': {'query': 'traits.a=c'}}'. Value not a valid list: traits.a=c",
  ],
  [
    { ...event, alarm_actions: [5] },
    "400 Invalid input for field/attribute alarm_actions. Value: '[5]'. Wrong type. Expected '<class 'str'>', got '<class 'int'>'",
  ],
  [{ ...event, alarm_actions: ['ftp://x/a'] }, '400 Unsupported action ftp://x/a'],
  [{ ...event, alarm_actions: ['foo'] }, '400 Unsupported action foo'],
  [{ ...event, ok_actions: ['http://[::1/a'] }, '400 Unable to parse action http://[::1/a'],
  [{ ...event, ok_actions: ['trust+http://a@h/x'] }, '400 trust URL cannot contain a trust ID.'],
  [
    { ...event, ok_actions: ['zaqar://?topic=t'] },
    '400 Unsupported action zaqar://?topic=t: this cloud has no Zaqar',
  ],
  [{ ...event, ok_actions: ['log://'] }, '401 You are not authorized to create action: log://'],
  [{ ...event, project_id: 'p2' }, '401 Not Authorized to access project p2'],
  [{ ...event, user_id: 'u2' }, '401 Not Authorized to access user u2'],
  [
    condition({ type: 'integer' }),
    '400 Unable to convert the value x to the expected data type integer.',
  ],
  [
    condition({ type: 'boolean', value: 'yes' }),
    '400 Unable to convert the value yes to the expected data type boolean.',
  ],
  [
    condition({ type: 'foo' }),
    "400 The data type foo is not supported. The supported data type list is: ['integer', 'float', 'string', 'boolean', 'datetime']",
  ],
  [
    condition({ type: null }),
    "400 Query value or traits invalid: value must be one of ['', 'boolean', 'datetime', 'float', 'integer', 'string'] for dictionary value @ data['value']",
  ],
  [
    condition({ op: 'zz' }),
    "400 Query value or traits invalid: value must be one of ['eq', 'ge', 'gt', 'le', 'lt', 'ne'] for dictionary value @ data['op']",
  ],
  [
    condition({ field: 'traits.a b' }),
    "400 Query value or traits invalid: does not match regular expression ^[a-zA-Z.',0-9_-]*$ for dictionary value @ data['field']",
  ],
  [
    condition({ field: 'payload.host' }),
    '400 Query value or traits invalid: payload.host is neither a trait (traits.<name>) nor event_type, message_id, generated or raw.<path>',
  ],
  [
    condition({ type: 'boolean', value: 'true', op: 'lt' }),
    '400 Query value or traits invalid: a boolean can only be compared by eq and ne',
  ],
  [
    constraint({ name: undefined }),
    "400 Invalid input for field/attribute name. Value: 'None'. Mandatory field missing.",
  ],
  [
    constraint({ start: 'bad' }),
    "400 Invalid input for field/attribute start. Value: 'bad'. Exactly 5, 6 or 7 columns has to be specified for iterator expression.",
  ],
  [
    constraint({ start: '99 * * * *' }),
    "400 Invalid input for field/attribute start. Value: '99 * * * *'. [99 * * * *] is not acceptable, out of range",
  ],
  [
    constraint({ duration: -1 }),
    "400 Invalid input for field/attribute duration. Value: '-1'. Value should be greater or equal to 0",
  ],
  [constraint({ timezone: 'Mars/X' }), '400 Timezone Mars/X is not valid'],
  [constraint({ timezone: '+01:00' }), '400 Timezone +01:00 is not valid'],
];

describe('an invalid request for an alarm', () => {
  test.each(refused)('%j is refused: %s', async (body, words) => {
    const { refusal } = alarmingWorld();
    expect(await refusal('POST', '/v2/alarms', body)).toBe(words);
  });

  test('must give its constraints distinct names', async () => {
    const { refusal } = alarmingWorld();
    const [one] = constraint({}).time_constraints;
    const body = { ...event, time_constraints: [one, one] };
    expect(await refusal('POST', '/v2/alarms', body)).toBe(
      '400 Time constraint names must be unique for a given alarm.',
    );
  });

  test('is refused if it is larger than a row', async () => {
    const { refusal } = alarmingWorld();
    const body = { ...event, description: 'x'.repeat(100_000) };
    expect(await refusal('POST', '/v2/alarms', body)).toMatch(/^413 /);
  });

  test('changes nothing', async () => {
    const { rules, send, refusal } = alarmingWorld();
    await refusal('POST', '/v2/alarms', { ...event, alarm_actions: ['ftp://x'] });
    expect((await send('GET', '/v2/alarms')).json).toEqual([]);
    expect(rules.size).toBe(0);
  });
});

describe('an administrator', () => {
  const admin = { role: 'admin', project: 'pa', user: 'ua' } as const;

  test('may name other owners', async () => {
    const { create } = alarmingWorld();
    expect(await create({ project_id: 'p2', user_id: 'u2' }, admin)).toMatchObject({
      project_id: 'p2',
      user_id: 'u2',
    });
  });

  test('may use log and test actions', async () => {
    const { create } = alarmingWorld();
    expect(await create({ alarm_actions: ['log://', 'test://'] }, admin)).toMatchObject({
      alarm_actions: ['log:', 'test:'],
    });
  });
});

const onThreshold = (threshold: string) => ({
  name: 'n',
  type: 'prometheus',
  prometheus_rule: { threshold, query: 'up' },
});

describe('other types', () => {
  const gnocchi = {
    granularity: '300',
    comparison_operator: 'gt',
    threshold: 80,
    aggregation_method: 'mean',
    metric: 'cpu_util',
    resource_id: 'r',
    resource_type: 'instance',
  };

  test('are stored with defaults and floats, and need no rule on the bus', async () => {
    const { rules, send } = alarmingWorld();
    const body = {
      name: 'n',
      type: 'gnocchi_resources_threshold',
      gnocchi_resources_threshold_rule: gnocchi,
    };
    const { json, text } = await send('POST', '/v2/alarms', body);
    expect(json.description).toBe('gnocchi_resources_threshold alarm rule');
    expect(text).toContain(
      '"gnocchi_resources_threshold_rule": {"granularity": 300, "comparison_operator": "gt", "threshold": 80.0, "aggregation_method": "mean", "evaluation_periods": 1, "metric": "cpu_util", "resource_id": "r", "resource_type": "instance"}',
    );
    expect(rules.size).toBe(0);
  });

  test.each([
    ['prometheus', { threshold: 1.5, query: 'up' }],
    ['loadbalancer_member_health', { pool_id: 'p', stack_id: 's', autoscaling_group_id: 'a' }],
    [
      'composite',
      {
        or: [
          { ...gnocchi, type: 'gnocchi_resources_threshold' },
          { and: [{ threshold: 1, query: 'up', type: 'prometheus' }] },
        ],
      },
    ],
  ])('%s is accepted', async (type, rule) => {
    const { send } = alarmingWorld();
    const body = { name: 'n', type, [`${type}_rule`]: rule };
    const { status, json } = await send('POST', '/v2/alarms', body);
    expect(status).toBe(201);
    expect((await send('PUT', `/v2/alarms/${json.alarm_id}`, json)).status).toBe(200);
  });

  test.each([
    [
      'gnocchi_resources_threshold',
      { ...gnocchi, metric: undefined },
      "Invalid input for field/attribute metric. Value: 'None'. Mandatory field missing.",
    ],
    [
      'gnocchi_resources_threshold',
      { ...gnocchi, comparison_operator: 'zz' },
      "Invalid input for field/attribute comparison_operator. Value: 'zz'. Value should be one of: lt, le, eq, ne, ge, gt",
    ],
    [
      'gnocchi_resources_threshold',
      { ...gnocchi, evaluation_periods: 0 },
      "Invalid input for field/attribute evaluation_periods. Value: '0'. Value should be greater or equal to 1",
    ],
    ['composite', { xor: [] }, 'Threshold rules should be combined with "and" or "or"'],
    ['composite', { or: [{ a: 1, b: 2 }] }, 'type must be set in every rule'],
    ['composite', {}, 'type must be set in every rule'],
    [
      'composite',
      'x',
      'Invalid input composite rule: x, it should be a dict with an "and" or "or" as key, and the value of dict should be a list of basic threshold rules or sub composite rules, can be nested.',
    ],
    [
      'composite',
      { or: { a: 1 } },
      `Invalid input composite rule: {'or': {'a': 1}}, it should be a dict with an "and" or "or" as key, and the value of dict should be a list of basic threshold rules or sub composite rules, can be nested.`,
    ],
    [
      'composite',
      { and: [{ type: 'event', query: [] }] },
      "Unsupported sub-rule type :event in composite rule, should be one of: ['gnocchi_aggregation_by_metrics_threshold', 'gnocchi_aggregation_by_resources_threshold', 'gnocchi_resources_threshold', 'prometheus']",
    ],
    [
      'composite',
      { and: [{ type: 'prometheus', query: 'up', threshold: 1, bogus: 1 }] },
      'Unknown attribute for argument data.composite_rule: bogus',
    ],
    [
      'composite',
      { and: [{ type: 'prometheus', query: 'up', bogus: 1 }] },
      'Unknown attribute for argument data.composite_rule: bogus',
    ],
  ])('%s %j is refused', async (type, rule, words) => {
    const { refusal } = alarmingWorld();
    expect(await refusal('POST', '/v2/alarms', { name: 'n', type, [`${type}_rule`]: rule })).toBe(
      `400 ${words}`,
    );
  });

  test('a threshold is a number as Python reads one', async () => {
    const { refusal, send } = alarmingWorld();
    expect((await send('POST', '/v2/alarms', onThreshold(' 1_0.5e0 '))).status).toBe(201);
    expect(await refusal('POST', '/v2/alarms', onThreshold('0x10'))).toMatch(
      /^400 .*could not convert string to float: '0x10'/,
    );
  });
});
