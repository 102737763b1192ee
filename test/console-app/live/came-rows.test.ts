import { describe, expect, it } from 'vitest';
import { cameRows, withCame } from '../../../console/src/live/came-rows.ts';
import { firingItem, withEffects } from '../../../console/src/screens/alarms/firing-item.ts';
import { withFirings, withStates } from '../../../console/src/screens/alarms/alarm-summary.ts';
import {
  type ExecutionItem,
  executionItem,
  passesExecution,
} from '../../../console/src/screens/executions/execution-item.ts';

const at = '2026-11-27T10:00:00.000000Z';
const run = (id: string, over: Partial<ExecutionItem> = {}) => ({
  kind: 'execution' as const,
  at,
  id,
  function_id: 'f',
  function_name: 'n',
  function_version: 0,
  status: 'running',
  created_at: at,
  updated_at: null,
  duration_ms: null,
  description: null,
  cause: null,
  ...over,
});
const rows = {
  kind: 'execution',
  item: executionItem,
  idOf: (row: ExecutionItem) => row.id,
} as const;
const all = { idOf: rows.idOf, passes: () => true };

describe('a list that follows the news', () => {
  it('has each row once, newest first, in its newest form', () => {
    const came = cameRows([], [run('2'), { kind: 'event', at, id: '9' }, run('3')], rows);
    const then = cameRows(came, [run('2', { status: 'success' })], rows);
    expect(then.map(({ id, status }) => [id, status])).toEqual([
      ['3', 'running'],
      ['2', 'success'],
    ]);
  });

  it('brings loaded rows up to date, and leaves what is older to the next page', () => {
    const came = cameRows([], [run('1'), run('5', { status: 'failed' }), run('7')], rows);
    const { fresh, current } = withCame([run('6'), run('5')], came, all);
    expect(fresh.map(({ id }) => id)).toEqual(['7']);
    expect(current.map(({ id, status }) => [id, status])).toEqual([
      ['6', 'running'],
      ['5', 'failed'],
    ]);
  });

  it('adds only what its filters let through', () => {
    const job = { cause: { job_id: 'j' } };
    const came = cameRows([], [run('1'), run('2', job), run('3', { function_id: 'g' })], rows);
    const fresh = (asked: Parameters<typeof passesExecution>[1]) =>
      withCame([], came, { ...all, passes: (row) => passesExecution(row, asked) }).fresh.map(
        ({ id }) => id,
      );
    expect(fresh({})).toEqual(['3', '2', '1']);
    expect(fresh({ cause: 'job' })).toEqual(['2']);
    expect(fresh({ function: 'f', cause: 'none' })).toEqual(['1']);
    expect(fresh({ status: 'success' })).toEqual([]);
  });
});

describe('firings in the news', () => {
  const firing = {
    kind: 'firing' as const,
    id: 'x',
    at,
    alarm_id: 'a',
    alarm_name: 'n',
    from: 'ok',
    to: 'alarm',
    reason: '',
    message_id: null,
    deliveries: [{ id: 'd', state: 'pending' }],
    executions: [],
  };

  it('are followed by what becomes of their actions', () => {
    const news = [
      { kind: 'delivery' as const, at, id: 'd', firing_id: 'x', state: 'dead' },
      { kind: 'delivery' as const, at, id: 'e', firing_id: 'other', state: 'dead' },
      run('r', { cause: { alarm_id: 'a', firing_id: 'x' }, status: 'success' }),
    ];
    expect(withEffects(firingItem.parse(firing), news)).toMatchObject({
      deliveries: [{ id: 'd', state: 'dead' }],
      executions: [{ id: 'r', status: 'success' }],
    });
  });

  it('change the state of their alarm in the list, and its summary', () => {
    const alarm = { alarm_id: 'a', name: 'n', type: 'event', state: 'ok' };
    // oxlint-disable-next-line no-unsafe-type-assertion -- as much of an alarm as this reads
    expect(withStates([alarm as never], [firing])[0]?.state).toBe('alarm');
    const { byId } = withFirings({ byId: new Map(), complete: true }, [firing]);
    expect(byId.get('a')).toMatchObject({ last_at: at, count_24h: 1 });
  });
});
