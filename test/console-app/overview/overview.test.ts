import { describe, expect, it, test } from 'vitest';
import { lineOf, newestOf } from '../../../console/src/screens/overview/activity-line.ts';
import { countingPause } from '../../../console/src/screens/overview/overview-item.ts';
import { counted, countingFrom } from '../../../console/src/screens/overview/overview-news.ts';
import { stepsOf } from '../../../console/src/screens/overview/step-list.ts';

const entry = (id: string, rest: object = {}) => ({
  kind: 'delivery' as const,
  at: '2026-11-27T10:00:00Z',
  id,
  url: 'https://r.example',
  ...rest,
});

test('the feed is newest first, and a later state takes the place of the earlier one', () => {
  const entries = [entry('a', { state: 'pending' }), entry('b'), entry('a', { state: 'dead' })];
  expect(newestOf(entries, 10).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(newestOf(entries, 10)[0]).toMatchObject({ state: 'dead' });
  expect(newestOf(entries, 1).map(({ id }) => id)).toEqual(['a']);
});

describe('a line of the feed leads to what happened', () => {
  it.each([
    [{ kind: 'event', message_id: 'm/1', event_type: 't' }, '/events/m%2F1', null],
    [
      { kind: 'hit', alarm_id: 'al', alarm_name: 'n', outcome: 'hit', reason: 'in-alarm' },
      '/alarms/al',
      'in-alarm',
    ],
    [{ kind: 'firing', alarm_id: 'al', from: 'ok', to: 'alarm' }, '/alarms/al', 'ok → alarm'],
    [{ kind: 'delivery', url: 'u', state: 'dead' }, '/deliveries/x', 'dead'],
    [{ kind: 'execution', function_id: 'f', status: 'error' }, '/executions/x', 'error'],
  ] as const)('%j', (given, path, state) => {
    expect(lineOf({ at: '', id: 'x', ...given })).toMatchObject({ path, state });
  });

  it('and what is not understood has none', () => {
    expect(lineOf({ kind: 'event', at: '', id: 'x' })).toBeUndefined();
  });
});

describe('the first steps', () => {
  const nothing = { functionId: undefined, webhookId: undefined, hasAlarm: false, hasEvent: false };

  it('are all to be done where there is nothing', () => {
    expect(stepsOf(nothing).map(({ done }) => done)).toEqual([false, false, false, false]);
  });

  it('go on from what the one before made, and never show the address of a webhook', () => {
    const [, webhook, alarm] = stepsOf({ ...nothing, functionId: 'f1', webhookId: 'w1' });
    expect(webhook).toMatchObject({ to: '/functions/f1', done: true });
    expect(alarm?.search).toMatchObject({ webhook: 'w1' });
    expect(alarm?.command).toContain('openstack webhook show w1');
  });
});

describe('the numbers of the overview', () => {
  const begun = countingFrom({
    since: '2026-11-27T09:00:00.000000Z',
    events: { accepted: 3, complete: true },
    firings: 1,
    deliveries: { delivered: 1 },
    executions: { running: 1, success: 2 },
    alarms: { total: 2, by_state: { ok: 1, alarm: 1 } },
    functions: 1,
    failures: [],
  });
  const at = '2026-11-27T10:00:05.000000Z';
  const run = (id: string, status: string, created_at = at) => ({
    kind: 'execution' as const,
    at,
    id,
    created_at,
    status,
    function_id: 'f',
  });

  it('go on with the news, and what changes its state is counted once', () => {
    const old = '2026-11-27T09:59:00.000000Z';
    const { numbers } = counted(counted(begun, [run('new', 'running')]), [
      run('new', 'error'),
      run('old', 'success', old),
      { kind: 'event', at, id: 'x' },
      { kind: 'event', at: old, id: 'late' },
      { kind: 'firing', at, id: 'y', from: 'ok', to: 'alarm' },
    ]);
    expect(numbers).toMatchObject({
      events: { accepted: 4 },
      firings: 2,
      executions: { running: 0, success: 3, error: 1 },
      alarms: { total: 2, by_state: { ok: 0, alarm: 2 } },
      failures: [{ kind: 'execution', id: 'new', status: 'error' }],
    });
  });

  it('are counted anew the more rarely, the more there is to read', () => {
    const { numbers } = begun;
    expect(countingPause(undefined, 30_000)).toBe(30_000);
    expect(countingPause(numbers, 30_000)).toBe(30_000);
    expect(countingPause({ ...numbers, firings: 7000 }, 30_000)).toBeGreaterThan(3_000_000);
  });
});
