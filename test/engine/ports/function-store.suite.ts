import { beforeEach, describe, expect, test } from 'vitest';
import type { FunctionStore } from '../../../functions/engine/ports.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { standingClock } from '../../support/clock.ts';
import { aFunction } from '../support/engine-builders.ts';

export function functionStoreSuite(make: (clock: Clock) => Promise<FunctionStore>) {
  describe('a function store', () => {
    const clock = standingClock();
    let store: FunctionStore;
    beforeEach(async () => {
      store = await make(clock);
    });

    test('shows a function to its project alone, and to whoever asks across projects', async () => {
      const fn = aFunction();
      const others = aFunction({ projectId: 'alt' });
      await store.create(fn);
      await store.create(others);
      expect(await store.get('demo', fn.id)).toEqual(fn);
      expect(await store.get('alt', fn.id)).toBeUndefined();
      expect(await store.find(fn.id)).toEqual(fn);
      expect(await store.list('demo')).toEqual([fn]);
      expect(await store.listAll()).toHaveLength(2);
    });

    test('of two changes of the same state one is stale', async () => {
      const fn = aFunction();
      await store.create(fn);
      const later = '2026-11-23T09:00:00.000000Z';
      const first = { ...fn, name: 'first', updatedAt: later };
      expect(await store.replace(first, fn)).toBe('stored');
      expect(await store.replace({ ...fn, name: 'second', updatedAt: later }, fn)).toBe('stale');
      expect(await store.get('demo', fn.id)).toEqual(first);
    });

    test('a change leaves what Lambda has applied meanwhile', async () => {
      const fn = aFunction();
      await store.create(fn);
      await store.applied(fn, null);
      await store.replace({ ...fn, revision: 2, timeoutSeconds: 9 }, fn);
      expect(await store.get('demo', fn.id)).toMatchObject({
        revision: 2,
        appliedRevision: 1,
        timeoutSeconds: 9,
      });
    });

    test('an older revision applied late changes nothing', async () => {
      const fn = aFunction({ revision: 2 });
      await store.create(fn);
      await store.applied(fn, 'refused');
      await store.applied({ ...fn, revision: 1 }, null);
      expect(await store.get('demo', fn.id)).toMatchObject({
        appliedRevision: 2,
        applyError: 'refused',
      });
    });

    test('is due until its newest revision is applied', async () => {
      const fn = aFunction();
      await store.create(fn);
      expect(await store.due(clock.now())).toEqual([]);
      const later = clock.advance(61);
      expect(await store.due(later)).toEqual([{ projectId: 'demo', id: fn.id }]);
      await store.replace({ ...fn, revision: 2 }, fn);
      await store.applied(fn, null);
      expect(await store.due(clock.advance(61))).toEqual([{ projectId: 'demo', id: fn.id }]);
      await store.applied({ ...fn, revision: 2 }, null);
      expect(await store.due(clock.advance(61))).toEqual([]);
    });

    test('a removed function is hidden, and due until it is forgotten', async () => {
      const fn = aFunction();
      await store.create(fn);
      await store.applied(fn, null);
      expect(await store.isRemoved('demo', fn.id)).toBe(false);
      expect(await store.remove('alt', fn.id)).toBeUndefined();
      expect(await store.remove('demo', fn.id)).toEqual({ ...fn, appliedRevision: 1 });
      expect(await store.remove('demo', fn.id)).toBeUndefined();
      expect(await store.get('demo', fn.id)).toBeUndefined();
      expect(await store.find(fn.id)).toBeUndefined();
      expect(await store.list('demo')).toEqual([]);
      expect(await store.listAll()).toEqual([]);
      expect(await store.replace({ ...fn, name: 'back' }, fn)).toBe('stale');
      expect(await store.isRemoved('demo', fn.id)).toBe(true);
      expect(await store.due(clock.advance(61))).toEqual([{ projectId: 'demo', id: fn.id }]);
      await store.forget('demo', fn.id);
      expect(await store.isRemoved('demo', fn.id)).toBe(false);
      expect(await store.due(clock.now())).toEqual([]);
    });

    test('is compared with Lambda at once in a new deployment, and when its time has come', async () => {
      expect(await store.reviewDue('first', '2026-11-23T12:00:00.000000Z')).toBe(true);
      await store.reviewed('first', '2026-11-23T13:00:00.000000Z');
      expect(await store.reviewDue('first', '2026-11-23T12:59:59.000000Z')).toBe(false);
      expect(await store.reviewDue('first', '2026-11-23T13:00:00.000000Z')).toBe(true);
      expect(await store.reviewDue('second', '2026-11-23T12:00:00.000000Z')).toBe(true);
      expect(await store.listAll()).toEqual([]);
    });

    test('counts executions beside the function', async () => {
      const [busy, idle] = [aFunction(), aFunction()];
      await store.create(busy);
      await store.create(idle);
      await Promise.all([store.countExecution(busy), store.countExecution(busy)]);
      expect(await store.counts('demo', [busy.id, idle.id])).toEqual(
        new Map([
          [busy.id, 2],
          [idle.id, 0],
        ]),
      );
      expect(await store.counts('demo', [busy.id])).toEqual(new Map([[busy.id, 2]]));
    });
  });
}
