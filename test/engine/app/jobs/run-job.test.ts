import { describe, expect, test } from 'vitest';
import { runId } from '../../../../functions/engine/app/jobs/job-runs.ts';
import type { Job } from '../../../../functions/engine/core/jobs/job.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import { aJob } from '../../support/engine-builders.ts';
import { executionWorld } from '../../support/execution-world.ts';

/** An executor, and a job whose time comes in seven seconds. */
async function jobWorld(over: Partial<Job> = {}) {
  const world = executionWorld();
  const fn = await world.readyFunction();
  const dueAt = after(world.clock.now(), 7);
  const due = { pattern: null, count: 1, nextExecutionTime: dueAt, ...over };
  const job = aJob({ functionId: fn.id, ...due });
  await world.ports.jobs.create(job);
  const executionId = runId(world.ports.ids, job.id, dueAt);
  const { id: jobId, projectId } = job;
  const message = { v: 1, kind: 'job', projectId, jobId, dueAt, executionId } as const;
  return { ...world, fn, job, message, executionId, dueAt };
}

describe('a job that is received', () => {
  test('runs at its second, and is done', async () => {
    const world = await jobWorld();
    const { deliver, message, executionId, ports, job, clock, dueAt } = world;
    expect(await deliver(message)).toBe(2);
    expect(clock.now()).toBe(dueAt);
    expect(await world.ended(executionId)).toMatchObject({ status: 'success' });
    expect(await ports.jobs.find(job.id)).toMatchObject({ status: 'done', count: 0 });
    expect(await ports.executions.find(executionId)).toMatchObject({
      createdAt: dueAt,
      description: `Created by Job ${job.id}`,
    });
  });

  test('runs once, however often it is received', async () => {
    const { clock, deliver, message, ports } = await jobWorld();
    clock.advance(7);
    await Promise.all([deliver(message), deliver(message)]);
    await deliver(message);
    expect(ports.runner.asked).toHaveLength(1);
  });

  test('waits for its function with the same message', async () => {
    const world = await jobWorld();
    const { clock, deliver, message, ports, fn, executionId } = world;
    await ports.functions.replace({ ...fn, revision: 2 }, fn);
    clock.advance(7);
    const delivered = deliver(message);
    await ports.revisions.applied({ ...fn, revision: 2 }, null);
    await delivered;
    expect(await world.ended(executionId)).toMatchObject({ status: 'success' });
  });

  test.each(['paused', 'cancelled'] as const)('does not run if it is %s', async (status) => {
    const { clock, deliver, message, ports, job } = await jobWorld();
    await ports.jobs.replace({ ...job, status, revision: 2 });
    clock.advance(7);
    await deliver(message);
    expect(await ports.executions.list('demo', { limit: 10 })).toEqual([]);
  });

  test('does not run if it was moved, removed, or has run already', async () => {
    const { clock, deliver, message, ports, job } = await jobWorld();
    await ports.jobs.replace({ ...job, nextExecutionTime: after(message.dueAt, 60), revision: 2 });
    clock.advance(7);
    await deliver(message);
    await ports.jobs.remove('demo', job.id);
    clock.advance(60);
    await deliver(message);
    expect(await ports.executions.list('demo', { limit: 10 })).toEqual([]);
  });

  test('runs what is overdue as well', async () => {
    const { clock, deliver, message, ports } = await jobWorld({
      pattern: '* * * * *',
      count: null,
    });
    clock.advance(60);
    await deliver(message);
    expect(await ports.executions.list('demo', { limit: 10 })).toMatchObject([
      { status: 'success' },
      { status: 'success' },
    ]);
  });
});
