import { expect, test } from 'vitest';
import { continueBacktest } from '../../../../functions/alarming/app/backtest/continue-backtest.ts';
import { requeueBacktests } from '../../../../functions/alarming/app/backtest/requeue-backtests.ts';
import { backtestLimits } from '../../../../functions/alarming/core/backtest/backtest-limits.ts';
import { createBacktest } from '../../../../functions/alarming/app/backtest/create-backtest.ts';
import { resultOf } from '../../../../functions/alarming/app/backtest/show-backtest.ts';
import { hourOf } from '../../../../functions/events/core/log/log-hour.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import { standingClock } from '../../../support/clock.ts';
import { backtestWorld } from '../../support/backtest-world.ts';

/** A backtest that is left to the queue, and whose message is lost. */
async function lost() {
  const clock = standingClock();
  const world = backtestWorld(clock);
  const hour = hourOf(after(clock.now(), -7200));
  world.store(after(clock.now(), -60), 'e1');
  world.ports.storedEvents.count('p1', { hour, accepted: 30_000, stored: 30_000, dropped: 0 });
  const { id } = await createBacktest(world.ports, world.caller, world.asking());
  world.queue.splice(0);
  return { ...world, clock, id };
}

test('a backtest whose message was lost is taken up after five minutes, and ends', async () => {
  const { clock, id, ports, queue } = await lost();
  clock.advance(299);
  expect(await requeueBacktests(ports, 50)).toBe(0);
  clock.advance(1);
  expect(await requeueBacktests(ports, 50)).toBe(1);
  // Its lease was renewed.
  expect(await requeueBacktests(ports, 50)).toBe(0);
  const [message] = queue;
  if (!message) throw new Error('no message');
  await continueBacktest(ports, message);
  expect((await ports.backtests.get('p1', id))?.state).toBe('done');
  clock.advance(3600);
  expect(await requeueBacktests(ports, 50)).toBe(0);
});

test('of several sweepers one takes a backtest up', async () => {
  const { clock, ports, queue } = await lost();
  clock.advance(300);
  await Promise.all([requeueBacktests(ports, 50), requeueBacktests(ports, 50)]);
  expect(queue).toHaveLength(1);
});

test('the message of a backtest that was deleted, or has ended, does nothing', async () => {
  const { id, ports, queue } = await lost();
  const message = { v: 1, projectId: 'p1', backtestId: id } as const;
  await continueBacktest(ports, message);
  const ended = await ports.backtests.get('p1', id);
  await continueBacktest(ports, message);
  expect(await ports.backtests.get('p1', id)).toEqual(ended);
  await ports.backtests.remove({ projectId: 'p1', id });
  await continueBacktest(ports, message);
  expect(await ports.backtests.get('p1', id)).toBeUndefined();
  expect(queue).toEqual([]);
});

test('a timeline ends before its reasons have too many characters', async () => {
  const world = backtestWorld(standingClock());
  const value = 'x'.repeat(4000);
  const query = Array.from({ length: 10 }, () => ({
    field: 'traits.none',
    op: 'ne' as const,
    type: '' as const,
    value,
  }));
  for (let i = 0; i < 60; i += 1) world.store(after(world.ports.clock.now(), i - 100), `e${i}`);
  const backtest = await createBacktest(
    world.ports,
    world.caller,
    world.asking(
      { rearm: 'at-once' },
      { rule: { type: 'event', event: { eventType: '*', query } } },
    ),
  );
  const timeline = (await resultOf(world.ports, backtest))?.timeline ?? [];
  const characters = timeline.reduce((sum, { reason }) => sum + reason.length, 0);
  const [{ reason } = { reason: '' }] = timeline;
  expect(characters).toBeLessThanOrEqual(backtestLimits.timelineCharacters);
  expect(characters + reason.length).toBeGreaterThan(backtestLimits.timelineCharacters);
  expect([backtest.truncated, backtest.counts.fired]).toEqual([true, 60]);
});
