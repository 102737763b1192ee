import { beforeEach, describe, expect, test } from 'vitest';
import type { Execution } from '../../../functions/engine/core/executions/execution.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import type { ExecutionAttempts, ExecutionStore } from '../../../functions/engine/ports.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { standingClock } from '../../support/clock.ts';
import { anExecution } from '../support/engine-builders.ts';
import { dueKeys } from '../support/due-keys.ts';

type Make = (settings: {
  readonly clock: Clock;
  readonly retentionDays: number;
}) => Promise<{ readonly executions: ExecutionStore; readonly attempts: ExecutionAttempts }>;

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
    let executions: ExecutionStore;
    let attempts: ExecutionAttempts;
    beforeEach(async () => {
      clock = standingClock();
      ({ executions, attempts } = await make({ clock, retentionDays: 2 }));
    });
    const lease = () => after(clock.now(), 60);

    test('accepts an id once', async () => {
      const execution = anExecution({ input: { text: '{}' }, description: 'first' });
      expect(await executions.create(execution)).toBe('created');
      expect(await executions.create({ ...execution, description: 'second' })).toBe('exists');
      expect(await executions.get('demo', execution.id)).toEqual(execution);
      expect(await executions.get('alt', execution.id)).toBeUndefined();
      expect(await executions.find(execution.id)).toEqual(execution);
      expect(await executions.list('demo')).toEqual([execution]);
      expect(await executions.list('alt')).toEqual([]);
      expect(await executions.listAll()).toEqual([execution]);
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
      const leased = anExecution({ attempt: 1, leaseUntil: after(clock.now(), 300) });
      await executions.create(waiting);
      await executions.create(leased);
      expect(await dueKeys(attempts, clock.now())).toEqual([]);
      expect(await dueKeys(attempts, clock.advance(121))).toEqual([
        { projectId: 'demo', id: waiting.id },
      ]);
      expect(await dueKeys(attempts, clock.advance(180))).toHaveLength(2);
      await attempts.finish(ended(leased));
      expect(await dueKeys(attempts, clock.now())).toEqual([{ projectId: 'demo', id: waiting.id }]);
    });

    test('a removed execution is hidden, is not run, and its id is never accepted again', async () => {
      const execution = anExecution({ attempt: 1, leaseUntil: lease() });
      await executions.create(execution);
      expect(await executions.remove('alt', execution.id)).toBe('gone');
      expect(await executions.remove('demo', execution.id)).toBe('removed');
      expect(await executions.remove('demo', execution.id)).toBe('gone');
      expect(await executions.get('demo', execution.id)).toBeUndefined();
      expect(await executions.find(execution.id)).toBeUndefined();
      expect(await executions.list('demo')).toEqual([]);
      expect(await executions.listAll()).toEqual([]);
      expect(await attempts.finish(ended(execution))).toBe('stale');
      expect(await executions.create(execution)).toBe('exists');
      expect(await attempts.claim(execution, clock.advance(61), lease())).toEqual({
        kind: 'ended',
      });
      expect(await dueKeys(attempts, clock.advance(600))).toEqual([]);
    });

    test("counts a project's stored and running executions, without removed ones", async () => {
      const [running, over, removed] = [anExecution(), anExecution({ attempt: 1 }), anExecution()];
      const others = anExecution({ projectId: 'alt' });
      await Promise.all([running, over, removed, others].map((each) => executions.create(each)));
      await attempts.finish(ended(over));
      await executions.remove('demo', removed.id);
      expect(await executions.usage('demo')).toEqual({ running: 1, stored: 2 });
      clock.advance(60);
      await executions.create(anExecution());
      expect(await executions.usage('demo')).toEqual({ running: 2, stored: 3 });
      expect(await executions.usage('nobody')).toEqual({ running: 0, stored: 0 });
    });

    test('an execution is hidden once its retention is over', async () => {
      const execution = anExecution();
      await executions.create(execution);
      clock.advance(2 * 24 * 60 * 60 + 1);
      expect(await executions.get('demo', execution.id)).toBeUndefined();
      expect(await executions.list('demo')).toEqual([]);
    });
  });
}
