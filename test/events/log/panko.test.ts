import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsedEvent } from '../../../functions/events/core/log/event-body.ts';
import { dumps, loads } from '../../../functions/platform/core/python-json.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { type Stored, logWorld } from '../support/log-world.ts';

/** JSON texts with numbers of all kinds, among texts that look like them. */
const numbers = fc.constantFrom(
  '0',
  '-0',
  '1',
  '1.0',
  '1e5',
  '-2.50',
  '9007199254740993',
  '123456789012345',
  '1234567890123456',
  '1E400',
);
const jsonTexts = fc.constantFrom(
  '""',
  '"10:02:38.305378"',
  '": 1.5"',
  '", 1.5"',
  '"\\\""',
  '"é"',
  'null',
  'true',
);
const { json: jsonText } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    numbers,
    jsonTexts,
    fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(
        fc.tuple(
          jsonTexts.filter((each) => each.startsWith('"')),
          tie('json'),
        ),
        { maxLength: 3 },
      )
      .map((members) => `{${members.map(([key, value]) => `${key}:${value}`).join(',')}}`),
  ),
}));

const integer = 2;
const text = 1;

/** The events of the worked examples, in the order in which they were generated. */
const worked: readonly Stored[] = [
  {
    id: '1',
    type: 'create.start',
    traits: [
      ['user_id', text, 'u1'],
      ['memory_mb', integer, 512],
    ],
  },
  {
    id: '2',
    type: 'create.end',
    traits: [
      ['user_id', text, 'u1'],
      ['memory_mb', integer, 1024],
    ],
  },
  { id: '3', type: 'image.delete', traits: [['user_id', text, 'u2']] },
  { id: '4', type: 'image.delete', project: 'p2', traits: [['user_id', text, 'u2']] },
].map((event, i) => ({ ...event, generated: `2026-11-23T07:00:0${i}.000000` }));

const admin = 'p1:a:admin,member,reader';
const q = (field: string, value: string, { op = 'eq', type = '' } = {}) =>
  `q.field=${field}&q.op=${op}&q.type=${type}&q.value=${encodeURIComponent(value)}`;

async function workedWorld() {
  const world = logWorld();
  await world.store(...worked);
  return world;
}

describe('the worked examples of the real Panko', () => {
  test.each([
    ['a list', '/events', ['1', '2', '3']],
    ['all tenants', `/events?${q('all_tenants', 'True')}`, ['1', '2', '3', '4']],
    ['a limit and a marker', '/events?limit=1&marker=1', ['2']],
    ['another order', '/events?sort=generated%3Adesc', ['3', '2', '1']],
    ['ne', `/events?${q('user_id', 'u1', { op: 'ne' })}`, ['3']],
    [
      'ge of an integer',
      `/events?${q('memory_mb', '512', { op: 'ge', type: 'integer' })}`,
      ['1', '2'],
    ],
    ['an event type', `/events?${q('event_type', 'image.delete')}`, ['3']],
  ])('an administrator of p1 asks for %s', async (_, path, ids) => {
    const world = await workedWorld();
    expect(await world.ids(path, admin)).toEqual(ids);
  });

  test('a member sees what others of the project caused, unlike in Panko', async () => {
    const world = await workedWorld();
    expect(await world.ids('/events')).toEqual(['1', '2', '3']);
    expect((await world.ask('/events/3')).status).toBe(200);
    expect((await world.ask('/event_types/')).json).toEqual([
      'create.end',
      'create.start',
      'image.delete',
    ]);
  });

  test('what the command line sends without a type or an operator finds what it says', async () => {
    const world = await workedWorld();
    expect(await world.ids('/events?q.field=memory_mb&q.op=eq&q.value=512')).toEqual(['1']);
    const start = String(worked[2]?.generated);
    expect(await world.ids(`/events?q.field=start_timestamp&q.op=eq&q.value=${start}`)).toEqual([
      '3',
    ]);
    expect(
      await world.ids(
        `/events?q.field=end_timestamp&q.op=le&q.value=${String(worked[1]?.generated)}`,
      ),
    ).toEqual(['1', '2']);
  });

  test('a request as ceilometerclient sends it', async () => {
    const world = await workedWorld();
    const path =
      '/events?q.field=user_id&q.field=memory_mb&q.op=eq&q.op=gt&q.type=&q.type=integer&q.value=u1&q.value=600';
    expect(await world.ids(path)).toEqual(['2']);
  });
});

describe('an event', () => {
  test('is printed as Panko prints it, and when it was accepted', async () => {
    const world = logWorld();
    await world.store({
      id: 'm1',
      generated: '2026-11-23T09:59:59.5+02:00',
      traits: [
        ['vm', text, 'v'],
        ['memory_mb', integer, 512],
        ['load', 3, 1.5],
        ['launched_at', 4, '2026-11-23T07:00:00+01:00'],
        ['whole', 3, 2],
      ],
      raw: { order: { n: 3 } },
    });
    const { json } = await world.ask('/events');
    const [row] = [...world.ports.eventLog.rows.values()];
    expect(json).toEqual([
      {
        message_id: 'm1',
        event_type: 'compute.instance.create.end',
        generated: '2026-11-23T07:59:59.500000',
        traits: [
          { name: 'launched_at', type: 'datetime', value: '2026-11-23T06:00:00' },
          { name: 'load', type: 'float', value: '1.5' },
          { name: 'memory_mb', type: 'integer', value: '512' },
          { name: 'project_id', type: 'string', value: 'p1' },
          { name: 'vm', type: 'string', value: 'v' },
          { name: 'whole', type: 'float', value: '2.0' },
        ],
        raw: { order: { n: expect.objectContaining({ value: '3' }) } },
        accepted_at: '2026-11-23T08:00:01.000000',
        acceptance_id: row?.acceptance,
        replay_of: null,
      },
    ]);
  });

  test('keeps numbers as they were written', async () => {
    const world = logWorld();
    const raw = '{"big": 123456789012345678901234567890, "whole": 1.0, "tiny": 1e-7}';
    const event = `{"message_id":"m","event_type":"t","traits":[["project_id",1,"p1"],["n",2,9007199254740993]],"raw":${raw}}`;
    await world.archived(await world.accepted(event));
    const { text: answered } = await world.ask('/events/m');
    expect(answered).toContain(
      '"big": 123456789012345678901234567890, "whole": 1.0, "tiny": 1e-07',
    );
    expect(answered).toContain('"value": "9007199254740993"');
  });

  test('that was accepted twice is listed once, as it was last, and shows both', async () => {
    const world = logWorld();
    await world.store(
      { id: 'm1', traits: [['n', integer, 1]] },
      { id: 'm1', traits: [['n', integer, 2]] },
      { id: 'm2' },
    );
    expect(await world.ids('/events')).toEqual(['m1', 'm2']);
    expect(await world.ids('/events?sort=generated:desc')).toEqual(['m2', 'm1']);
    expect(await world.ids(`/events?${q('n', '1')}`)).toEqual([]);
    expect(await world.ids(`/events?${q('n', '2')}`)).toEqual(['m1']);
    expect(await world.ids('/events?marker=m1')).toEqual(['m2']);
    const { json } = await world.ask('/events/m1');
    expect(json).toMatchObject({
      accepted_at: '2026-11-23T08:00:02.000000',
      acceptances: [
        { accepted_at: '2026-11-23T08:00:01.000000' },
        { accepted_at: '2026-11-23T08:00:02.000000' },
      ],
    });
  });

  test('whose time is no instant is sorted by when it was accepted, and shown as it says', async () => {
    const world = logWorld();
    await world.store(
      { id: 'odd', generated: 'yesterday' },
      { id: 'none', generated: 5 },
      { id: 'early', generated: '2026-11-01' },
    );
    expect(await world.ids('/events')).toEqual(['early', 'odd', 'none']);
    expect((await world.ask('/events/odd')).json).toMatchObject({ generated: 'yesterday' });
    expect((await world.ask('/events/none')).json).toMatchObject({ generated: '5' });
  });

  test('of 64 kB and more comes from the bucket', async () => {
    const world = logWorld();
    const raw = 'x'.repeat(80_000);
    await world.store({ id: 'large', raw });
    expect((await world.ask('/events/large')).json).toMatchObject({ raw });
    expect(world.ports.payloads.objects.size).toBe(1);
  });
});

test('the root lists the version, to anybody', async () => {
  const { app } = logWorld();
  for (const path of ['/events', '/events/']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const response = await app.request(path);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ versions: { values: [{ id: 'v2' }] } });
  }
});

describe('types and traits', () => {
  test('are listed for readers, with and without the slash', async () => {
    const world = await workedWorld();
    const reader = 'p1:r:reader';
    expect((await world.ask('/event_types', reader)).json).toHaveLength(3);
    expect((await world.ask('/event_types/create.end/traits/', reader)).json).toEqual([
      { name: 'memory_mb', type: 'integer' },
      { name: 'project_id', type: 'string' },
      { name: 'user_id', type: 'string' },
    ]);
    expect((await world.ask('/event_types/unknown/traits', reader)).json).toEqual([]);
    expect((await world.ask('/event_types/create.end/traits/memory_mb', reader)).json).toEqual([
      { name: 'memory_mb', value: '1024', type: 'integer' },
    ]);
    expect(await world.refusal('/event_types/create.end', reader)).toEqual([
      404,
      'The resource could not be found.',
    ]);
  });

  test('values of a trait are distinct, the newest first', async () => {
    const world = logWorld();
    await world.store(
      ...['a', 'b', 'a', 'c'].map((value, i) => ({
        id: `m${i}`,
        generated: `2026-11-23T07:00:0${i}`,
        traits: [['host', text, value]],
      })),
    );
    expect((await world.ask('/event_types/compute.instance.create.end/traits/host')).json).toEqual(
      ['c', 'a', 'b'].map((value) => ({ name: 'host', value, type: 'string' })),
    );
  });

  test('capabilities are those of Panko', async () => {
    expect((await logWorld().ask('/capabilities/')).json).toEqual({
      api: { 'events:query:simple': true },
      event_storage: { 'storage:production_ready': true },
    });
  });
});

describe('lists', () => {
  test.each([
    ['message_id', ['1', '2', '3']],
    ['message_id:desc', ['3', '2', '1']],
    ['generated:desc&sort=message_id:asc', ['3', '2', '1']],
  ])('are sorted by %s, page by page', async (sort, ids) => {
    const world = await workedWorld();
    expect(await world.ids(`/events?sort=${sort}`)).toEqual(ids);
    expect(await world.ids(`/events?sort=${sort}&limit=1&marker=${ids[0]}`)).toEqual([ids[1]]);
  });

  test('at one instant, message ids go in the order asked for', async () => {
    const world = logWorld();
    await world.store(
      { id: 'b' },
      { id: 'a' },
      { id: 'c' },
      { id: 'z', generated: '2026-11-23T09:00:00' },
    );
    expect(await world.ids('/events')).toEqual(['a', 'b', 'c', 'z']);
    expect(await world.ids('/events?sort=generated&sort=message_id:desc')).toEqual([
      'c',
      'b',
      'a',
      'z',
    ]);
    expect(await world.ids('/events?sort=generated&sort=message_id:desc&marker=b')).toEqual([
      'a',
      'z',
    ]);
    expect(await world.ids('/events?sort=generated:desc&marker=b')).toEqual(['a']);
  });

  test('by when events were accepted', async () => {
    const world = await workedWorld();
    const from = q('accepted_from', '2026-11-23T08:00:02', { op: 'ge' });
    expect(await world.ids(`/events?${from}`)).toEqual(['2', '3']);
    expect(
      await world.ids(`/events?${from}&${q('accepted_to', '2026-11-23T08:00:02', { op: 'le' })}`),
    ).toEqual(['2']);
  });

  test('of one message id', async () => {
    const world = await workedWorld();
    expect(await world.ids(`/events?${q('message_id', '2')}`)).toEqual(['2']);
    expect(await world.ids(`/events?${q('message_id', '4')}`)).toEqual([]);
  });

  test('all_tenants is a trait for those who are no administrators, and finds nothing', async () => {
    const world = await workedWorld();
    expect(await world.ids(`/events?${q('all_tenants', 'True')}`)).toEqual([]);
    expect(await world.ids(`/events?${q('all_tenants', 'False')}`, admin)).toEqual(['1', '2', '3']);
  });
});

const unsupported = (op: string, only: string, field: string) =>
  `Operator ${op} is not supported. Only \`${only}' operator is available for field ${field}`;

describe('refusals in the words of Panko', () => {
  test.each([
    ['/events/nope', 404, 'Event nope Not Found'],
    ['/events/4', 404, 'Event 4 Not Found'],
    ['/nothing', 404, 'The resource could not be found.'],
    [
      '/events?limit=-1',
      400,
      "Invalid input for field/attribute limit. Value: '-1'. the limit should be a positive integer.",
    ],
    [
      '/events?limit=x',
      400,
      "Invalid input for field/attribute limit. Value: 'x'. unable to convert to int. Error: invalid literal for int() with base 10: 'x'",
    ],
    [`/events?${q('event_type', 'x', { op: 'ne' })}`, 400, unsupported('ne', 'eq', 'event_type')],
    [`/events?${q('message_id', 'x', { op: 'gt' })}`, 400, unsupported('gt', 'eq', 'message_id')],
    [
      `/events?${q('start_timestamp', '2026-11-23', { op: 'le' })}`,
      400,
      unsupported('le', 'ge', 'start_timestamp'),
    ],
    [
      `/events?${q('end_timestamp', '2026-11-23', { op: 'ge' })}`,
      400,
      unsupported('ge', 'le', 'end_timestamp'),
    ],
    [
      `/events?${q('start_timestamp', 'noon')}`,
      400,
      "Invalid input for field/attribute start_timestamp. Value: 'noon'. invalid timestamp format",
    ],
    [
      `/events?${q('n', '1', { op: 'like' })}`,
      400,
      "Invalid input for field/attribute op. Value: 'like'. Value should be one of: lt, le, eq, ne, ge, gt",
    ],
    [
      `/events?${q('n', '1', { type: 'boolean' })}`,
      400,
      "The data type boolean is not supported. The supported data type list is: ['integer', 'float', 'string', 'datetime']",
    ],
    [
      `/events?${q('n', 'x', { type: 'integer' })}`,
      400,
      'Unable to convert the value x to the expected data type integer.',
    ],
    ['/events?colour=red', 400, 'Unknown argument: "colour"'],
    [
      '/events?sort=size',
      400,
      "Invalid input for field/attribute sort. Value: 'size'. the sort parameter should be a pair of sort key and sort dir combined with ':', or only sort key specified and sort dir will be default 'asc', the supported sort keys are: ['message_id', 'generated']",
    ],
    [
      '/events?sort=generated:up',
      400,
      "Invalid input for field/attribute sort direction. Value: 'generated:up'. the sort parameter should be a pair of sort key and sort dir combined with ':', or only sort key specified and sort dir will be default 'asc', the supported sort directions are: ['asc', 'desc']",
    ],
    [
      '/events?marker=4',
      400,
      "Invalid input for field/attribute marker. Value: '4'. No event has this message id.",
    ],
  ])('%s', async (path, status, words) => {
    const world = await workedWorld();
    expect(await world.refusal(path)).toEqual([status, words]);
  });

  test('a limit of zero is the default', async () => {
    const world = await workedWorld();
    expect(await world.ids('/events?limit=0')).toHaveLength(3);
  });

  test('without a token, a role, or with another method', async () => {
    const world = await workedWorld();
    expect((await world.refusal('/events', 'nobody'))[0]).toBe(401);
    expect(await world.refusal('/events', 'p1:u:service')).toEqual([
      403,
      'RBAC Authorization Failed',
    ]);
    expect(await world.refusal('/events', 'p1:u:reader', { method: 'DELETE' })).toEqual([
      403,
      'RBAC Authorization Failed',
    ]);
    const posted = await world.ask('/events', 'p1:u:member,reader', { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'DELETE, GET, HEAD']);
  });
});

test('an event is read alike by the fast and by the lossless parser', () => {
  fc.assert(
    fc.property(jsonText, (raw) => {
      const body = `{"raw":${raw}}`;
      expect(dumps(parsedEvent(body))).toBe(dumps(loads(body)));
    }),
    { numRuns: propertyRuns(1000) },
  );
});
