import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventChain, type EventChain } from '../../../console/src/parts/chain/chain-item.ts';
import {
  isUnderWay,
  spanText,
  timelineOf,
} from '../../../console/src/parts/chain/timeline-rows.ts';

const base = Date.parse('2026-11-27T10:00:00Z');
const naive = (milliseconds: number) => new Date(base + milliseconds).toISOString().slice(0, -1);

const attempt = fc
  .record({ at: fc.nat(100_000), latency_ms: fc.nat(10_000), good: fc.boolean() })
  .map(({ at, latency_ms, good }) => ({
    attempt: 1,
    at: naive(at),
    outcome: good ? 'delivered' : 'rejected',
    status: good ? 200 : 500,
    reason: null,
    latency_ms,
    answer: '',
  }));
const action = fc.oneof(
  fc.record({
    kind: fc.constant('delivery'),
    position: fc.nat(3),
    url: fc.constant('https://r.example'),
    delivery_id: fc.uuid(),
    state: fc.constantFrom('pending', 'delivered', 'failed', 'dead', null),
    attempts: fc.array(attempt, { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('execution'),
    position: fc.nat(3),
    url: fc.constant('https://t.example'),
    execution_id: fc.uuid(),
    function_id: fc.constant('f'),
    status: fc.constantFrom('running', 'success', 'error', null),
    result: fc.constant(null),
    created_at: fc.option(fc.nat(100_000).map((at) => `${naive(at).slice(0, 19)}Z`)),
    updated_at: fc.option(fc.nat(100_000).map((at) => `${naive(at).slice(0, 19)}Z`)),
  }),
);
const decision = fc
  .record({
    outcome: fc.constantFrom('fired', 'in-alarm', 'counted', 'disabled'),
    at: fc.nat(100_000).map(naive),
    alarm_id: fc.uuid(),
    actions: fc.array(action, { maxLength: 3 }),
  })
  .map((each) => ({
    ...each,
    event_id: null,
    name: 'alarm',
    acceptance_id: 'a1',
    replay_of: null,
    reason: 'why',
  }));
const chain = fc.array(decision, { maxLength: 4 }).map((alarms) =>
  eventChain.parse({
    message_id: 'm',
    stored: true,
    event_type: 't',
    acceptances: [{ accepted_at: naive(0), acceptance_id: 'a1', replay_of: null }],
    alarms,
    truncated: false,
  }),
);

test('every segment lies on the axis, begins where the one before ends, and takes no negative time', () => {
  fc.assert(
    fc.property(chain, fc.nat(200_000), (each, now) => {
      const { from, to, rows } = timelineOf(each, base + now);
      expect(to).toBeGreaterThan(from);
      for (const { segments } of rows) {
        let end = segments[0]?.from ?? 0;
        for (const segment of segments) {
          expect(segment.from).toBe(end);
          expect(segment.to).toBeGreaterThanOrEqual(segment.from);
          end = segment.to;
        }
        expect(segments[0]?.from ?? from).toBeGreaterThanOrEqual(from);
        expect(end === 0 ? to : end).toBeLessThanOrEqual(to);
      }
    }),
  );
});

/** The row of an action, and whether something of it ended badly. */
const endOf = (one: EventChain['alarms'][number]['actions'][number]) =>
  one.kind === 'delivery'
    ? ([one.delivery_id, one.attempts.some(({ outcome }) => outcome === 'rejected')] as const)
    : ([one.execution_id, one.created_at !== null && one.status === 'error'] as const);

test('a row is red if and only if something of it ended badly, and grey if it ended by decision', () => {
  fc.assert(
    fc.property(chain, (each) => {
      const { rows } = timelineOf(each, base + 200_000);
      const kinds = (id: string) =>
        rows.find((row) => row.id.startsWith(id))?.segments.map(({ kind }) => kind) ?? [];
      for (const { alarm_id, outcome, actions } of each.alarms) {
        expect(kinds(alarm_id).includes('idle')).toBe(outcome !== 'fired');
        for (const one of actions) {
          const [id, isBad] = endOf(one);
          expect(kinds(id).includes('failed')).toBe(isBad);
        }
      }
    }),
  );
});

const followed = (actions: EventChain['alarms'][number]['actions']): EventChain => ({
  message_id: 'm',
  stored: true,
  event_type: 't',
  acceptances: [{ accepted_at: naive(0), acceptance_id: 'a1', replay_of: null }],
  alarms: [
    {
      outcome: 'fired',
      event_id: 'e',
      alarm_id: 'a',
      name: 'n',
      at: naive(500),
      acceptance_id: 'a1',
      replay_of: null,
      reason: '',
      actions,
    },
  ],
  truncated: false,
});

test('an event is under way while a delivery is, and for half a minute after it was accepted', () => {
  const pending = {
    kind: 'delivery',
    position: 0,
    url: 'u',
    delivery_id: 'd',
    state: 'pending',
    attempts: [],
  } as const;
  const later = base + 60_000;
  expect(isUnderWay(followed([]), base + 1_000)).toBe(true);
  expect(isUnderWay(followed([]), later)).toBe(false);
  expect(isUnderWay(followed([{ ...pending, attempts: [] }]), later)).toBe(true);
});

test.each([
  [340.4, '340 ms'],
  [2_100, '2.1 s'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
])('a span of %d ms is %s', (milliseconds, text) => {
  expect(spanText(milliseconds)).toBe(text);
});
