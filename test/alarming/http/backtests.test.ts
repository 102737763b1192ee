import { expect, test } from 'vitest';
import { backtestLimits } from '../../../functions/alarming/core/backtest/backtest-limits.ts';
import { hourOf } from '../../../functions/events/core/log/log-hour.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { alarmingWorld, type Asking } from '../support/alarming-world.ts';

const now = '2026-01-01T00:00:00.000000Z';
const draft = { name: 'n', type: 'event', event_rule: { event_type: 'x' } };

function world(over: Parameters<typeof alarmingWorld>[0] = {}) {
  const alarming = alarmingWorld(over);
  const store = (id: string, secondsAgo: number, projectId = 'p1') => {
    const at = after(now, -secondsAgo);
    const acceptance = nodeIds.random();
    alarming.storedEvents.add(
      { projectId, at, acceptance, messageId: id, eventType: 'x' },
      JSON.stringify({
        message_id: id,
        event_type: 'x',
        traits: [['project_id', 1, projectId]],
        raw: {},
        generated: at,
      }),
    );
  };
  const count = (stored: number) => {
    const hour = hourOf(after(now, -7200));
    alarming.storedEvents.count('p1', { hour, accepted: stored, stored, dropped: 0 });
  };
  const run = (asked: Readonly<Record<string, unknown>> = {}, asking?: Asking) =>
    alarming.send('POST', '/v2/backtests', { alarm: draft, last: '24h', ...asked }, asking);
  const refused = (body: unknown, asking?: Asking) =>
    alarming.refusal('POST', '/v2/backtests', body, asking);
  return { ...alarming, store, count, run, refused };
}

test('a small range is answered at once, with timeline, histogram and coverage, and again by its id', async () => {
  const { run, send, store } = world();
  store('m1', 7200);
  store('m2', 1800);
  const { status, headers, json } = await run();
  expect(status).toBe(200);
  expect(json).toMatchObject({
    state: 'done',
    alarm_id: null,
    name: 'n',
    examined: 2,
    matched: 2,
    fired: 1,
    would_notify: 0,
    truncated: false,
    timeline: [
      {
        message_id: 'm1',
        event_type: 'x',
        previous: 'insufficient data',
        current: 'alarm',
        reason: 'Event <id=m1,event_type=x> hits the query <query=[]>.',
        group: null,
      },
    ],
    coverage: { complete: true, gaps: [] },
    live: null,
  });
  expect(json.histogram.map((hour: { matched: number }) => hour.matched)).toEqual([1, 1]);
  const path = `/v2/backtests/${json.id}`;
  expect(headers.get('location')).toBe(`http://taibai.example/alarming${path}`);
  expect((await send('GET', path)).json).toEqual(json);
});

test('a range with more events than a request examines is left to the queue', async () => {
  const { run, count, send, backtestMessages } = world();
  count(backtestLimits.atOnceEvents);
  expect((await run()).status).toBe(200);
  count(backtestLimits.atOnceEvents + 1);
  const { status, json } = await run();
  expect([status, json.state, json.expected]).toEqual([202, 'running', 20_001]);
  expect(json.timeline).toBeUndefined();
  expect(backtestMessages).toEqual([{ v: 1, projectId: 'p1', backtestId: json.id }]);
  expect((await send('GET', `/v2/backtests/${json.id}`)).json).toEqual(json);
});

test('a range with too many events is refused with the estimate', async () => {
  const { run, count, refused } = world();
  count(backtestLimits.events);
  expect((await run()).status).toBe(202);
  count(backtestLimits.events + 1);
  expect(await refused({ alarm: draft, last: '24h' })).toBe(
    '413 The range has about 5000001 stored events, more than 5000000: name a narrower one',
  );
});

test('two backtests of a project run at the same time; one that is deleted makes room', async () => {
  const { run, count, send, refused } = world();
  count(30_000);
  const [first] = [await run(), await run()];
  expect(await refused({ alarm: draft, last: '24h' })).toBe(
    '429 2 backtests of the project are running: wait for one to end, or delete it',
  );
  expect((await run({}, { project: 'p2' })).status).toBe(200);
  expect((await send('DELETE', `/v2/backtests/${first.json.id}`)).status).toBe(204);
  expect((await send('GET', `/v2/backtests/${first.json.id}`)).status).toBe(404);
  expect((await run()).status).toBe(202);
});

test('without stored events there is nothing to test on', async () => {
  const { refused } = world({ storedEvents: undefined });
  expect(await refused({ alarm: draft, last: '24h' })).toBe(
    '409 Events are not stored in this deployment.',
  );
});

const wrong = (field: string, value: string, why: string) =>
  `400 Invalid input for field/attribute ${field}. Value: '${value}'. ${why}`;
const duration = 'Value should be a duration such as 90m, 24h or 7d, of at most 365d';

test.each([
  [{}, '400 Exactly one of alarm_id, alarm must be set'],
  [{ alarm: draft, alarm_id: 'a' }, '400 Exactly one of alarm_id, alarm must be set'],
  [{ alarm: draft }, '400 Either last or both from and to must be set'],
  [{ alarm: draft, from: '2026-01-01' }, '400 Either last or both from and to must be set'],
  [
    { alarm: draft, last: '1h', from: '2026-01-01', to: '2026-01-02' },
    '400 Either last or both from and to must be set',
  ],
  [{ alarm: draft, last: '0h' }, wrong('last', '0h', duration)],
  [{ alarm: draft, last: '366d' }, wrong('last', '366d', duration)],
  [{ alarm: draft, last: 'a week' }, wrong('last', 'a week', duration)],
  [{ alarm: draft, from: 'x', to: 'y' }, wrong('from', 'x', 'invalid timestamp format')],
  [
    { alarm: draft, from: '2025-12-31T10:00:00', to: '2025-12-31T10:00:00' },
    '400 The range is empty: from 2025-12-31T10:00:00.000000Z is not before to 2025-12-31T10:00:00.000000Z',
  ],
  [
    { alarm: draft, from: '2025-12-31T11:00:00', to: '2025-12-31T10:00:00' },
    '400 The range is empty: from 2025-12-31T11:00:00.000000Z is not before to 2025-12-31T10:00:00.000000Z',
  ],
  [
    { alarm: draft, last: '1h', rearm: 'sometimes' },
    wrong('rearm', 'sometimes', 'Value should be never, at-once or a number of seconds'),
  ],
  [
    { alarm: draft, last: '1h', rearm: 0 },
    wrong('rearm', '0', 'Value should be greater or equal to 1'),
  ],
  [
    { alarm: draft, last: '1h', rule: 'once' },
    wrong('rule', 'once', 'Value should be one of: now, then'),
  ],
  [
    { alarm: draft, last: '1h', initial_state: 'red' },
    wrong('initial_state', 'red', 'Value should be one of: ok, alarm, insufficient data'),
  ],
  [
    { alarm: draft, last: '1h', rule: 'then' },
    '400 A draft has no past: the rule "then" needs an alarm.',
  ],
  [{ alarm: draft, last: '1h', more: 1 }, '400 Unknown attribute for argument body: more'],
  [
    { alarm: { ...draft, event_rule: { event_type: 1 } }, last: '1h' },
    wrong('event_type', '1', "Wrong type. Expected '<class 'str'>', got '<class 'int'>'"),
  ],
])('%j is refused', async (body, refusal) => {
  expect(await world().refused(body)).toBe(refusal);
});

test('ranges in the future, and older than what is kept, are refused; a part that is older is a gap', async () => {
  const { refused, run } = world();
  expect(
    await refused({ alarm: draft, from: '2027-01-01T00:00:00', to: '2027-01-02T00:00:00' }),
  ).toMatch(/^400 The range lies in the future: it is 2026-01-01T00:00:00/);
  expect(
    await refused({ alarm: draft, from: '2025-01-01T00:00:00', to: '2025-02-01T00:00:00' }),
  ).toMatch(/^400 The range ends at 2025-02-01.*, and events are kept since 2025-12-02.* at most$/);
  const { json } = await run({ last: '40d' });
  expect(json.coverage).toMatchObject({
    complete: false,
    kept_since: expect.stringMatching(/^2025-12-02/),
  });
});

test('a draft is refused as it would be on creation, and alarms of other types are not evaluated', async () => {
  const { refused, send, create } = world();
  const bad = { ...draft, alarm_actions: ['ftp://x/'] };
  const creating = await send('POST', '/v2/alarms', bad);
  const testing = await send('POST', '/v2/backtests', { alarm: bad, last: '1h' });
  expect([testing.status, testing.text]).toEqual([creating.status, creating.text]);
  const { alarm_id: other } = await create({
    type: 'loadbalancer_member_health',
    event_rule: undefined,
    loadbalancer_member_health_rule: {
      pool_id: 'p',
      stack_id: 's',
      autoscaling_group_id: 'a',
    },
  });
  expect(await refused({ alarm_id: other, last: '1h' })).toBe(
    '400 Alarms of type loadbalancer_member_health are not evaluated on events',
  );
});

test('other projects neither see nor end a backtest, and readers begin and end none', async () => {
  const { create, run, send, refused, store } = world();
  store('m1', 60);
  const { json } = await run();
  const path = `/v2/backtests/${json.id}`;
  const foreign = { project: 'p2' };
  expect((await send('GET', path, undefined, foreign)).status).toBe(404);
  expect((await send('DELETE', path, undefined, foreign)).status).toBe(404);
  expect((await send('GET', '/v2/backtests', undefined, foreign)).json).toEqual([]);
  const { alarm_id: alarmId } = await create();
  expect(await refused({ alarm_id: alarmId, last: '1h' }, foreign)).toBe(
    `404 Alarm ${alarmId} not found`,
  );
  const reader = { role: 'reader' } as const;
  expect((await send('GET', path, undefined, reader)).status).toBe(200);
  expect((await send('DELETE', path, undefined, reader)).status).toBe(403);
  expect((await run({}, reader)).status).toBe(403);
  expect((await send('GET', '/v2/backtests/x')).status).toBe(404);
});

test('backtests are listed, the newest first, page by page, for seven days', async () => {
  let time = now;
  const { run, send } = world({ clock: { now: () => (time = after(time, 1)) } });
  const ids = [];
  // oxlint-disable-next-line no-await-in-loop -- in order
  for (let i = 0; i < 3; i += 1) ids.unshift((await run()).json.id);
  const listed = (path: string) =>
    send('GET', path).then(({ json }) => json.map(({ id }: { id: string }) => id));
  expect(await listed('/v2/backtests')).toEqual(ids);
  expect(await listed('/v2/backtests?limit=2')).toEqual(ids.slice(0, 2));
  expect(await listed(`/v2/backtests?marker=${ids[1]}`)).toEqual(ids.slice(2));
  time = after(time, backtestLimits.keptSeconds);
  expect(await listed('/v2/backtests')).toEqual([]);
});

test('a timeline ends at its limit, and the counts go on', async () => {
  const { run, store } = world();
  const entries = backtestLimits.timelineEntries;
  for (let i = 0; i < entries; i += 1) store(`m${i}`, 3600);
  const all = await run({ rearm: 'at-once' });
  expect([all.json.timeline.length, all.json.truncated]).toEqual([entries, false]);
  store('one more', 1);
  const cut = await run({ rearm: 'at-once' });
  expect([cut.json.timeline.length, cut.json.truncated]).toEqual([entries, true]);
  expect(cut.json.fired).toBe(entries + 1);
});
