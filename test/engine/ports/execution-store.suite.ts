import { beforeEach, describe, expect, test } from 'vitest';
import type { Execution } from '../../../functions/engine/core/executions/execution.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import type { Ports } from '../../../functions/engine/ports.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { standingClock } from '../../support/clock.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { anExecution } from '../support/engine-builders.ts';
import { dueKeys } from '../support/due-keys.ts';

type Make = (settings: {
  readonly clock: Clock;
  readonly retentionDays: number;
}) => Promise<Pick<Ports, 'attempts' | 'executionReviews' | 'executions'>>;

/** Too long for a row. */
const long = JSON.stringify({ text: 'text '.repeat(1000), random: nodeIds.random() });
const all = { limit: 100 };
const summary = ({ input: _input, result: _result, log: _log, ...rest }: Execution) => rest;

const named = ({ projectId, id }: Execution) => ({ projectId, id });

const ended = (execution: Execution): Execution => ({
  ...execution,
  status: 'success',
  result: { text: '{"output": "Hello, World", "duration": 0.084}' },
  log: { key: 'some/object' },
  leaseUntil: null,
});

export function executionStoreSuite(make: Make) {
  describe('an execution store', () => {
    let clock: ReturnType<typeof standingClock>;
    let executions: Ports['executions'];
    let attempts: Ports['attempts'];
    let executionReviews: Ports['executionReviews'];
    beforeEach(async () => {
      clock = standingClock();
      ({ executions, attempts, executionReviews } = await make({ clock, retentionDays: 2 }));
    });
    const lease = () => after(clock.now(), 60);

    test('accepts an id once', async () => {
      const execution = anExecution({ input: { text: '{}' }, description: 'first' });
      expect(await executions.create(execution)).toBe('created');
      expect(await executions.create({ ...execution, description: 'second' })).toBe('exists');
      expect(await executions.get('demo', execution.id)).toEqual(execution);
      expect(await executions.get('alt', execution.id)).toBeUndefined();
      expect(await executions.find(execution.id)).toEqual(execution);
      expect(await executions.list('demo', all)).toEqual([summary(execution)]);
      expect(await executions.list('alt', all)).toEqual([]);
      expect(await executions.listAll(all)).toEqual([summary(execution)]);
    });

    test('keeps texts of any length, small and large, through the end', async () => {
      const execution = anExecution({ attempt: 1, leaseUntil: lease(), input: { text: long } });
      await executions.create(execution);
      expect(await executions.get('demo', execution.id)).toEqual(execution);
      const end = { ...ended(execution), result: { text: `"${long}"` }, log: { text: 'short' } };
      expect(await attempts.finish(end)).toBe('stored');
      expect(await executions.get('demo', execution.id)).toEqual(end);
      expect(await executions.list('demo', all)).toEqual([summary(end)]);
    });

    test('an attempt that is too late changes no text', async () => {
      const execution = anExecution({ attempt: 1, leaseUntil: lease() });
      await executions.create(execution);
      await attempts.claim(execution, clock.advance(61), lease());
      const second = { ...ended({ ...execution, attempt: 2 }), log: { text: `2 ${long}` } };
      await attempts.finish(second);
      expect(await attempts.finish({ ...ended(execution), log: { text: `1 ${long}` } })).toBe(
        'stale',
      );
      expect(await executions.get('demo', execution.id)).toEqual(second);
    });

    test('lists newest first, page by page, of a project and of all', async () => {
      const each = [0, 1, 2, 3, 4].map((second) =>
        anExecution({
          createdAt: after(clock.now(), second - 10),
          projectId: second === 2 ? 'alt' : 'demo',
        }),
      );
      await Promise.all(each.map((execution) => executions.create(execution)));
      await executions.remove('demo', each[3]?.id ?? '');
      const newestFirst = [4, 1, 0].flatMap((index) => each[index] ?? []).map(summary);
      const page = await executions.list('demo', { limit: 2 });
      expect(page).toEqual(newestFirst.slice(0, 2));
      expect(await executions.list('demo', { limit: 2, before: page[1]?.id })).toEqual(
        newestFirst.slice(2),
      );
      const [first, second, ...rest] = (await executions.listAll({ limit: 3 })).map(({ id }) => id);
      expect([first, second, ...rest]).toEqual([4, 2, 1].map((index) => each[index]?.id));
      expect(await executions.listAll({ limit: 9, before: second })).toHaveLength(2);
    });

    test('what a message has just created already claimed is due from its second attempt on', async () => {
      const execution = anExecution({
        createdAt: clock.now(),
        attempt: 1,
        leaseUntil: after(clock.now(), 60),
      });
      await executions.create(execution);
      expect(await dueKeys(attempts, clock.advance(600))).toEqual([]);
      await attempts.claim(execution, clock.now(), lease());
      expect(await dueKeys(attempts, clock.now())).toEqual([]);
      expect(await dueKeys(attempts, clock.advance(61))).toEqual([named(execution)]);
    });

    test('a review finds what a message began and nothing continued, once', async () => {
      const claimed = { attempt: 1, leaseUntil: lease() };
      const [lost, over, taken] = [1, 2, 3].map((second) =>
        anExecution({ ...claimed, createdAt: after(clock.now(), second) }),
      );
      if (!lost || !over || !taken) throw new Error('three were made');
      const waiting = anExecution({ createdAt: clock.now() });
      await Promise.all([lost, over, taken, waiting].map((each) => executions.create(each)));
      await attempts.finish(ended(over));
      await attempts.claim(taken, clock.advance(61), lease());
      const review = await executionReviews.begin(clock.advance(2 * 3600));
      expect(review?.lost).toEqual([named(lost)]);
      if (review) await executionReviews.end(review);
      expect(await executionReviews.begin(clock.advance(60))).toBeUndefined();
      expect((await executionReviews.begin(clock.advance(3600)))?.lost).toEqual([]);
    });

    test('what a message creates long after the request is due like all others', async () => {
      const execution = anExecution({ attempt: 1, leaseUntil: lease() });
      const late = { ...execution, createdAt: after(execution.createdAt, 3600) };
      await executions.create(late);
      expect(await dueKeys(attempts, clock.advance(61))).toEqual([named(late)]);
    });

    test('lets one attempt at a time hold an execution', async () => {
      const execution = anExecution();
      await executions.create(execution);
      const until = lease();
      const claims = await Promise.all([
        attempts.claim(execution, clock.now(), until),
        attempts.claim(execution, clock.now(), until),
      ]);
      expect(claims).toContainEqual({ kind: 'leased', until });
      expect(claims).toContainEqual({
        kind: 'claimed',
        execution: { ...execution, attempt: 1, leaseUntil: until },
      });
    });

    test('lets the next attempt claim once the lease has ended, and the one before can no longer finish', async () => {
      const execution = anExecution({ attempt: 1, leaseUntil: lease() });
      await executions.create(execution);
      const claim = await attempts.claim(execution, clock.advance(61), lease());
      expect(claim).toMatchObject({ kind: 'claimed', execution: { attempt: 2 } });
      expect(await attempts.finish(ended(execution))).toBe('stale');
      const second = ended({ ...execution, attempt: 2 });
      expect(await attempts.finish(second)).toBe('stored');
      expect(await attempts.finish(second)).toBe('stale');
      expect(await executions.get('demo', execution.id)).toEqual(second);
    });

    test('a released attempt no longer counts, and the next one waits', async () => {
      const execution = anExecution({ attempt: 1, leaseUntil: lease() });
      await executions.create(execution);
      const until = after(clock.now(), 5);
      expect(await attempts.release(execution, until)).toBe('stored');
      expect(await attempts.release({ ...execution, attempt: 7 }, until)).toBe('stale');
      expect(await attempts.finish(ended(execution))).toBe('stale');
      expect(await attempts.claim(execution, clock.now(), lease())).toEqual({
        kind: 'leased',
        until,
      });
      expect(await dueKeys(attempts, clock.advance(5))).toHaveLength(1);
      expect(await attempts.claim(execution, clock.now(), lease())).toMatchObject({
        kind: 'claimed',
        execution: { attempt: 1 },
      });
    });

    test('has nothing to claim if the execution has ended or does not exist', async () => {
      const execution = anExecution({ attempt: 1, leaseUntil: lease() });
      await executions.create(execution);
      await attempts.finish(ended(execution));
      expect(await attempts.claim(execution, clock.now(), lease())).toEqual({ kind: 'ended' });
      expect(await attempts.claim(anExecution(), clock.now(), lease())).toEqual({
        kind: 'missing',
      });
    });

    test('an execution is due if it was not begun in time or its lease has ended, never after its end', async () => {
      const waiting = anExecution();
      const leased = anExecution();
      await executions.create(waiting);
      await executions.create(leased);
      const claim = await attempts.claim(leased, clock.now(), after(clock.now(), 300));
      expect(await dueKeys(attempts, clock.now())).toEqual([]);
      expect(await dueKeys(attempts, clock.advance(121))).toEqual([named(waiting)]);
      expect(await dueKeys(attempts, clock.advance(180))).toHaveLength(2);
      if (claim.kind === 'claimed') await attempts.finish(ended(claim.execution));
      expect(await dueKeys(attempts, clock.now())).toEqual([named(waiting)]);
    });

    test('the longest overdue executions come first, as many as are asked for', async () => {
      const [late, later] = [anExecution({ createdAt: after(clock.now(), -60) }), anExecution()];
      await Promise.all([later, late].map((each) => executions.create(each)));
      const [first, ...more] = await attempts.due(clock.advance(121), 1);
      expect([first?.key, more]).toEqual([named(late), []]);
      expect(await dueKeys(attempts, clock.now())).toEqual([named(late), named(later)]);
    });

    test('a removed execution is hidden, is not run, and its id is never accepted again', async () => {
      const execution = anExecution({ attempt: 1, leaseUntil: lease() });
      await executions.create(execution);
      expect(await executions.remove('alt', execution.id)).toBe('gone');
      expect(await executions.remove('demo', execution.id)).toBe('removed');
      expect(await executions.remove('demo', execution.id)).toBe('gone');
      expect(await executions.get('demo', execution.id)).toBeUndefined();
      expect(await executions.find(execution.id)).toBeUndefined();
      expect(await executions.list('demo', all)).toEqual([]);
      expect(await executions.listAll(all)).toEqual([]);
      expect(await attempts.finish(ended(execution))).toBe('stale');
      expect(await executions.create(execution)).toBe('exists');
      expect(await attempts.claim(execution, clock.advance(61), lease())).toEqual({
        kind: 'ended',
      });
      expect(await dueKeys(attempts, clock.advance(600))).toEqual([]);
    });

    test("counts a project's stored and running executions, as far as its users asked for them", async () => {
      const counted = { counted: true, createdAt: clock.now() } as const;
      const [running, over, removed] = [1, 2, 3].map(() => anExecution(counted));
      if (!running || !over || !removed) throw new Error('three were made');
      const others = [anExecution({ ...counted, projectId: 'alt' }), anExecution()];
      await Promise.all([running, over, removed, ...others].map((each) => executions.create(each)));
      const claim = await attempts.claim(over, clock.now(), lease());
      if (claim.kind === 'claimed') await attempts.finish(ended(claim.execution));
      expect(await executions.usage('demo')).toEqual({ running: 2, stored: 3 });
      await executions.remove('demo', removed.id);
      await executions.remove('demo', removed.id);
      expect(await executions.usage('demo')).toEqual({ running: 1, stored: 2 });
      await executions.remove('demo', over.id);
      expect(await executions.usage('demo')).toEqual({ running: 1, stored: 1 });
      expect(await executions.usage('nobody')).toEqual({ running: 0, stored: 0 });
    });

    test('a day later the counts still agree with the executions, and expired ones no longer count', async () => {
      const old = anExecution({ counted: true, createdAt: clock.now() });
      await executions.create(old);
      const day = 24 * 60 * 60;
      const young = anExecution({ counted: true, createdAt: clock.advance(day + 1) });
      await executions.create(young);
      expect(await executions.usage('demo')).toEqual({ running: 2, stored: 2 });
      await attempts.finish(ended(young));
      clock.advance(day + 60);
      expect(await executions.usage('demo')).toEqual({ running: 0, stored: 1 });
      clock.advance(2 * day);
      expect(await executions.usage('demo')).toMatchObject({ stored: 0 });
    });

    test('an execution that a repeated message creates again is counted once', async () => {
      const execution = anExecution({ counted: true, createdAt: clock.now() });
      await executions.create(execution);
      expect(await executions.create(execution)).toBe('exists');
      expect(await executions.usage('demo')).toEqual({ running: 1, stored: 1 });
    });

    test('an execution is hidden once its retention is over', async () => {
      const execution = anExecution();
      await executions.create(execution);
      clock.advance(2 * 24 * 60 * 60 + 1);
      expect(await executions.get('demo', execution.id)).toBeUndefined();
      expect(await executions.list('demo', all)).toEqual([]);
    });
  });
}
