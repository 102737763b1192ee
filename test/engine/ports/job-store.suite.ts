import { beforeEach, describe, expect, test } from 'vitest';
import { after } from '../../../functions/platform/core/instant.ts';
import type { Job } from '../../../functions/engine/core/jobs/job.ts';
import type { JobStore } from '../../../functions/engine/ports.ts';
import { aJob } from '../support/engine-builders.ts';

const now = '2026-11-23T09:00:00.000000Z';

const named = ({ projectId, id }: Job) => ({ projectId, id });

export function jobStoreSuite(make: () => Promise<JobStore>) {
  describe('a job store', () => {
    let store: JobStore;
    beforeEach(async () => {
      store = await make();
    });

    test('shows a job to its own project, and to lookups across projects', async () => {
      const job = aJob();
      await store.create(job);
      expect(await store.get('demo', job.id)).toEqual(job);
      expect(await store.get('alt', job.id)).toBeUndefined();
      expect(await store.find(job.id)).toEqual(job);
      expect(await store.list('demo')).toEqual([job]);
      expect(await store.list('alt')).toEqual([]);
      expect(await store.listAll()).toEqual([job]);
    });

    test('the second of two changes of the same state is stale', async () => {
      const job = aJob();
      await store.create(job);
      const next = { ...job, revision: job.revision + 1, name: 'next' };
      expect(await store.replace(next)).toBe('stored');
      expect(await store.replace({ ...next, name: 'other' })).toBe('stale');
      expect(await store.get('demo', job.id)).toEqual(next);
    });

    test('a removed job never comes back', async () => {
      const job = aJob();
      await store.create(job);
      expect(await store.remove('demo', job.id)).toBe('removed');
      expect(await store.remove('demo', job.id)).toBe('gone');
      expect(await store.replace({ ...job, revision: job.revision + 1 })).toBe('stale');
      expect(await store.list('demo')).toEqual([]);
    });

    test('running jobs are due at their time, the longest overdue first', async () => {
      const late = aJob({ nextExecutionTime: after(now, -60) });
      const due = aJob({ nextExecutionTime: now });
      const all = [due, late, aJob({ nextExecutionTime: after(now, 1) })];
      const idle = (['paused', 'done', 'cancelled'] as const).map((status) =>
        aJob({ status, nextExecutionTime: now }),
      );
      await Promise.all([...all, ...idle].map((job) => store.create(job)));
      expect(await store.due(now, 10)).toEqual([late, due].map(named));
      expect(await store.due(now, 1)).toEqual([named(late)]);
    });

    test('a paused job is no longer due', async () => {
      const job = aJob({ nextExecutionTime: now });
      await store.create(job);
      await store.replace({ ...job, status: 'paused', revision: job.revision + 1 });
      expect(await store.due(now, 10)).toEqual([]);
    });
  });
}
