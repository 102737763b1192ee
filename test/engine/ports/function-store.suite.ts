import { beforeEach, describe, expect, test } from 'vitest';
import type {
  ExecutionCounts,
  FunctionReviews,
  FunctionRevisions,
  FunctionStore,
} from '../../../functions/engine/ports.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { standingClock } from '../../support/clock.ts';
import { aFunction } from '../support/engine-builders.ts';
import { dueKeys } from '../support/due-keys.ts';

/** The ports that read and write the rows of functions. */
export interface FunctionStores {
  readonly functions: FunctionStore;
  readonly revisions: FunctionRevisions;
  readonly executionCounts: ExecutionCounts;
  readonly reviews: FunctionReviews;
}

export function functionStoreSuite(make: (clock: Clock) => Promise<FunctionStores>) {
  describe('a function store', () => {
    const clock = standingClock();
    let functions: FunctionStore;
    let revisions: FunctionRevisions;
    let executionCounts: ExecutionCounts;
    let reviews: FunctionReviews;
    beforeEach(async () => {
      ({ functions, revisions, executionCounts, reviews } = await make(clock));
    });

    test('shows a function to its own project, and to lookups across projects', async () => {
      const fn = aFunction();
      const others = aFunction({ projectId: 'alt' });
      await functions.create(fn);
      await functions.create(others);
      expect(await functions.get('demo', fn.id)).toEqual(fn);
      expect(await functions.get('alt', fn.id)).toBeUndefined();
      expect(await functions.find(fn.id)).toEqual(fn);
      expect(await functions.list('demo')).toEqual([fn]);
      expect(await functions.listAll()).toHaveLength(2);
    });

    test('the second of two changes of the same state is stale', async () => {
      const fn = aFunction();
      await functions.create(fn);
      const later = '2026-11-23T09:00:00.000000Z';
      const first = { ...fn, name: 'first', updatedAt: later };
      expect(await functions.replace(first, fn)).toBe('stored');
      expect(await functions.replace({ ...fn, name: 'second', updatedAt: later }, fn)).toBe(
        'stale',
      );
      expect(await functions.get('demo', fn.id)).toEqual(first);
    });

    test('a credential is registered, replaced and removed without a new revision', async () => {
      const fn = aFunction();
      await functions.create(fn);
      const credential = { id: 'c1', userId: 'demo-user', sealed: 'sealed' };
      const registered = { ...fn, credential };
      expect(await functions.replace(registered, fn)).toBe('stored');
      expect(await functions.get('demo', fn.id)).toEqual(registered);
      const ended = { ...fn, credential: { ...credential, sealed: null } };
      await functions.replace(ended, fn);
      expect(await functions.get('demo', fn.id)).toEqual(ended);
      await functions.replace({ ...fn, credential: null }, fn);
      expect((await functions.get('demo', fn.id))?.credential).toBeNull();
    });

    test('a change keeps what was recorded as applied meanwhile', async () => {
      const fn = aFunction();
      await functions.create(fn);
      await revisions.applied(fn, null);
      await functions.replace({ ...fn, revision: 2, timeoutSeconds: 9 }, fn);
      expect(await functions.get('demo', fn.id)).toMatchObject({
        revision: 2,
        appliedRevision: 1,
        timeoutSeconds: 9,
      });
    });

    test('an older revision that is applied late changes nothing', async () => {
      const fn = aFunction({ revision: 2 });
      await functions.create(fn);
      await revisions.applied(fn, 'refused');
      await revisions.applied({ ...fn, revision: 1 }, null);
      expect(await functions.get('demo', fn.id)).toMatchObject({
        appliedRevision: 2,
        applyError: 'refused',
      });
    });

    test('a function is due until its newest revision is applied', async () => {
      const fn = aFunction();
      await functions.create(fn);
      expect(await dueKeys(revisions, clock.now())).toEqual([]);
      const later = clock.advance(61);
      expect(await dueKeys(revisions, later)).toEqual([{ projectId: 'demo', functionId: fn.id }]);
      await functions.replace({ ...fn, revision: 2 }, fn);
      await revisions.applied(fn, null);
      expect(await dueKeys(revisions, clock.advance(61))).toEqual([
        { projectId: 'demo', functionId: fn.id },
      ]);
      await revisions.applied({ ...fn, revision: 2 }, null);
      expect(await dueKeys(revisions, clock.advance(61))).toEqual([]);
    });

    test('a removed function is hidden, and due until it is forgotten', async () => {
      const fn = aFunction();
      await functions.create(fn);
      await revisions.applied(fn, null);
      expect(await revisions.isRemoved('demo', fn.id)).toBe(false);
      expect(await functions.remove('alt', fn.id)).toBeUndefined();
      expect(await functions.remove('demo', fn.id)).toEqual({ ...fn, appliedRevision: 1 });
      expect(await functions.remove('demo', fn.id)).toBeUndefined();
      expect(await functions.get('demo', fn.id)).toBeUndefined();
      expect(await functions.find(fn.id)).toBeUndefined();
      expect(await functions.list('demo')).toEqual([]);
      expect(await functions.listAll()).toEqual([]);
      expect(await functions.replace({ ...fn, name: 'back' }, fn)).toBe('stale');
      expect(await revisions.isRemoved('demo', fn.id)).toBe(true);
      expect(await dueKeys(revisions, clock.advance(61))).toEqual([
        { projectId: 'demo', functionId: fn.id },
      ]);
      await revisions.forget('demo', fn.id);
      expect(await revisions.isRemoved('demo', fn.id)).toBe(false);
      expect(await dueKeys(revisions, clock.now())).toEqual([]);
    });

    test('a review is due at once in a new deployment, and when its time has come', async () => {
      expect(await reviews.isDue('first', '2026-11-23T12:00:00.000000Z')).toBe(true);
      await reviews.schedule('first', '2026-11-23T13:00:00.000000Z');
      expect(await reviews.isDue('first', '2026-11-23T12:59:59.000000Z')).toBe(false);
      expect(await reviews.isDue('first', '2026-11-23T13:00:00.000000Z')).toBe(true);
      expect(await reviews.isDue('second', '2026-11-23T12:00:00.000000Z')).toBe(true);
      expect(await functions.listAll()).toEqual([]);
    });

    test('counts executions beside the function', async () => {
      const [busy, idle] = [aFunction(), aFunction()];
      await functions.create(busy);
      await functions.create(idle);
      await Promise.all([executionCounts.add(busy), executionCounts.add(busy)]);
      expect(await executionCounts.of('demo', [busy.id, idle.id])).toEqual(
        new Map([
          [busy.id, 2],
          [idle.id, 0],
        ]),
      );
      expect(await executionCounts.of('demo', [busy.id])).toEqual(new Map([[busy.id, 2]]));
    });
  });
}
