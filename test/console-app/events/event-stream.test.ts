import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { EventItem } from '../../../console/src/screens/events/event-item.ts';
import {
  eventsIn,
  joined,
  keptRows,
  withHits,
} from '../../../console/src/screens/events/event-stream.ts';

const at = (seconds: number) => new Date(seconds * 1_000).toISOString();
const anEvent = (second: number, change: Partial<EventItem> = {}): EventItem => ({
  message_id: `m${second}`,
  acceptance_id: `a${second}`,
  event_type: 'compute.instance.update',
  accepted_at: at(second),
  generated: null,
  traits: { state: 'a=b' },
  replay_of: null,
  hits: [],
  ...change,
});
const newest = (...seconds: readonly number[]) =>
  [...seconds].toSorted((left, right) => right - left).map((second) => anEvent(second));
const seconds = fc.uniqueArray(fc.nat(1_000), { maxLength: 30 });

test('rows are joined with those that come in any order, each acceptance once, newest first', () => {
  fc.assert(
    fc.property(seconds, seconds, (shown, came) => {
      const rows = joined(
        newest(...shown),
        came.map((second) => anEvent(second)),
      );
      expect(rows).toEqual(newest(...new Set([...shown, ...came])));
    }),
  );
});

test('the same news again changes nothing', () => {
  const rows = newest(3, 2, 1);
  expect(joined(rows, [])).toBe(rows);
  expect(joined(joined(rows, newest(5, 4)), newest(5, 4))).toEqual(newest(5, 4, 3, 2, 1));
});

test('a tab keeps the newest ten thousand', () => {
  const rows = newest(...Array.from({ length: keptRows }, (_, second) => second));
  const after = joined(rows, [anEvent(keptRows)]);
  expect(after.length).toBe(keptRows);
  expect(after[0]?.message_id).toBe(`m${keptRows}`);
});

describe('news that the filters let through', () => {
  const news = [{ kind: 'event' as const, at: at(1), id: 'a1', ...anEvent(1) }];

  it.each([
    [{}, true],
    [{ type: 'compute.*' }, true],
    [{ type: 'compute' }, false],
    [{ id: 'm1' }, true],
    [{ id: 'm' }, false],
    [{ trait: 'state=a=b' }, true],
    [{ trait: 'state=a' }, false],
    [{ trait: 'other=' }, false],
  ])('%j: %s', (filters, passes) => {
    expect(eventsIn(news, filters).length).toBe(passes ? 1 : 0);
  });

  it('are events only, and such as this console understands', () => {
    const others = [
      { kind: 'execution' as const, at: at(1), id: 'e1' },
      { kind: 'event' as const, at: at(1), id: 'a2', message_id: 7 },
    ];
    expect(eventsIn([...news, ...others], {}).length).toBe(1);
  });
});

test('a firing and a hit without effect appear at their event, once', () => {
  const fired = {
    kind: 'firing' as const,
    at: at(2),
    id: 'f1',
    alarm_id: 'al1',
    alarm_name: 'one',
    message_id: 'm1',
  };
  const silent = {
    kind: 'hit' as const,
    at: at(2),
    id: 'h1',
    alarm_id: 'al2',
    alarm_name: 'two',
    message_id: 'm1',
    outcome: 'hit',
    reason: 'in-alarm',
    firing_id: null,
  };
  const once = withHits(newest(2, 1), [fired, silent]);
  expect(once[1]?.hits.map(({ alarm_id, outcome }) => [alarm_id, outcome])).toEqual([
    ['al1', 'fired'],
    ['al2', 'hit'],
  ]);
  expect(once[0]?.hits).toEqual([]);
  expect(withHits(once, [fired, silent])).toEqual(once);
});
