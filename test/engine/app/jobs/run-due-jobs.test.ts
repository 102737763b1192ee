import { describe, expect, test } from 'vitest';
import { memoryAliasStore } from '../../../fakes/alias-store.ts';
import { memoryExecutionQueue } from '../../../fakes/execution-queue.ts';
import { memoryExecutionStores } from '../../../fakes/execution-store.ts';
import { memoryJobStore } from '../../../fakes/job-store.ts';
import { nodeIds } from '../../../../functions/platform/node/ids.ts';
import { recordDueRuns } from '../../../../functions/engine/app/jobs/job-runs.ts';
import { runDueJobs } from '../../../../functions/engine/app/jobs/run-due-jobs.ts';
import type { Job } from '../../../../functions/engine/core/jobs/job.ts';
import { standingClock } from '../../../support/clock.ts';
import { aJob, anAlias } from '../../support/engine-builders.ts';
import { lettersOf } from '../../support/job-letters.ts';
import { dyingAfter, Killed } from '../../support/execution-world.ts';
import { dueKeys } from '../../support/due-keys.ts';

/** A sweeper over jobs, at 08:00. */
function jobWorld() {
  const clock = standingClock();
  const errors: string[] = [];
  const { attempts, executions } = memoryExecutionStores({ clock, retentionDays: 30 });
  const ports = {
    aliases: memoryAliasStore(),
    clock,
    executionQueue: memoryExecutionQueue(),
    executions,
    ids: nodeIds,
    jobs: memoryJobStore(),
    log: {
      info: () => {},
      warn: () => {},
      error: (message: string) => void errors.push(message),
    },
  };
  const letters = lettersOf(ports.executionQueue, clock);
  /** An executor handles the jobs whose messages have become visible. */
  async function received(): Promise<void> {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const { projectId, jobId } of letters.visibleJobs())
      await recordDueRuns(ports, { projectId, id: jobId }, async () => {});
  }
  return {
    errors,
    letters,
    ports,
    attempts,
    clock,
    sweep: (over = ports) => runDueJobs(over),
    async created(over: Partial<Job> = {}) {
      const job = aJob({ pattern: '* * * * *', nextExecutionTime: clock.now(), ...over });
      await ports.jobs.create(job);
      return job;
    },
    row: ({ id }: Job) => ports.jobs.find(id),
    /** Oldest first. */
    async executions() {
      const listed = (await ports.executions.list('demo', { limit: 1000 })).toReversed();
      const whole = await Promise.all(listed.map(({ id }) => ports.executions.get('demo', id)));
      return whole.filter((execution) => execution !== undefined);
    },
    received,
    /** The sweeper runs once a minute, and the executor receives what it hands over when its time comes. */
    async minutes(count: number) {
      for (let second = 1; second <= count * 60; second += 1) {
        clock.advance(1);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await received();
        // oxlint-disable-next-line no-await-in-loop -- as above
        if (second % 60 === 0) await runDueJobs(ports);
      }
      await received();
    },
  };
}

describe('jobs that are due', () => {
  test('run in their project what they point at, and are named as the cause', async () => {
    const world = jobWorld();
    const job = await world.created({ functionVersion: 2, functionInput: '{"a":1.0}' });
    expect(await world.sweep()).toEqual({ ahead: 0, runs: 1 });
    const [execution] = await world.executions();
    expect(execution).toMatchObject({
      projectId: 'demo',
      functionId: job.functionId,
      functionVersion: 2,
      functionAlias: null,
      description: `Created by Job ${job.id}`,
      sync: false,
      status: 'running',
      input: { text: '{"a": 1.0}' },
      positional: false,
    });
    expect(world.ports.executionQueue.sent).toEqual([
      { v: 1, kind: 'recorded', projectId: 'demo', executionId: execution?.id },
    ]);
    expect(await world.row(job)).toMatchObject({
      nextExecutionTime: '2026-11-23T08:01:00.000000Z',
    });
  });

  test('run once for each time of their pattern', async () => {
    const world = jobWorld();
    await world.created({ pattern: '*/2 * * * *' });
    await world.sweep();
    await world.minutes(10);
    expect(await world.executions()).toHaveLength(6);
  });

  test('run as often as their count says, and then are done', async () => {
    const world = jobWorld();
    const job = await world.created({ count: 3 });
    const once = await world.created({ pattern: null, count: 1 });
    await world.minutes(10);
    expect(await world.executions()).toHaveLength(4);
    expect(await world.row(job)).toMatchObject({ status: 'done', count: 0 });
    expect(await world.row(once)).toMatchObject({ status: 'done', count: 0 });
  });

  test('make up for every run after a deployment of five minutes', async () => {
    const world = jobWorld();
    await world.created();
    world.clock.advance(300);
    await world.sweep();
    expect(await world.executions()).toHaveLength(6);
  });

  test('make up for the first run and those of the last ten minutes after an outage of two hours', async () => {
    const world = jobWorld();
    const job = await world.created();
    const daily = await world.created({ pattern: '0 8 * * *' });
    world.clock.advance(7200);
    await world.sweep();
    const runs = await world.executions();
    const of = ({ id }: Job) => runs.filter(({ description }) => description?.endsWith(id));
    expect(of(job)).toHaveLength(1 + 10);
    expect(of(daily)).toHaveLength(1);
    expect(await world.row(daily)).toMatchObject({
      nextExecutionTime: '2026-11-24T08:00:00.000000Z',
    });
  });

  test('run once, however many sweeps look at them at the same time', async () => {
    const world = jobWorld();
    const job = await world.created({ count: 5 });
    await Promise.all([world.sweep(), world.sweep(), world.sweep()]);
    expect(await world.executions()).toHaveLength(1);
    expect(world.ports.executionQueue.sent).toHaveLength(1);
    expect(await world.row(job)).toMatchObject({ count: 4 });
  });

  test('run once, wherever a sweep dies', async () => {
    for (let step = 0; ; step += 1) {
      const world = jobWorld();
      // oxlint-disable-next-line no-await-in-loop -- one death after the other
      const job = await world.created({ count: 5 });
      const { ports, state } = dyingAfter(world.ports, step);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await world.sweep({ ...ports, ids: world.ports.ids }).catch((error: unknown) => {
        const [cause] = error instanceof AggregateError ? error.errors : [error];
        if (!(cause instanceof Killed)) throw error;
      });
      if (!state.died) break;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await world.sweep();
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await world.executions()).toHaveLength(1);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await world.row(job)).toMatchObject({ count: 4 });
      // Whether or not its message was sent, the execution is due once it has waited too long.
      const now = world.clock.advance(121);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await dueKeys(world.attempts, now)).toHaveLength(1);
    }
  });

  test('a job that was paused after it was found due does not run', async () => {
    const world = jobWorld();
    const job = await world.created();
    await world.ports.jobs.replace({ ...job, status: 'paused', revision: 2 });
    const key = { projectId: 'demo', id: job.id };
    const late: typeof world.ports.jobs = {
      ...world.ports.jobs,
      due: async () => [{ key, dueAt: world.clock.now(), row: ['', ''] }],
    };
    expect(await world.sweep({ ...world.ports, jobs: late })).toEqual({ ahead: 0, runs: 0 });
    expect(await world.executions()).toEqual([]);
  });

  test('a job on an alias follows it when it moves, and leaves a failed execution when it is gone', async () => {
    const world = jobWorld();
    const alias = anAlias({ functionVersion: 1 });
    await world.ports.aliases.create(alias);
    await world.created({ functionId: null, functionVersion: null, functionAlias: alias.name });
    await world.sweep();
    const moved = { ...alias, functionVersion: 2 };
    await world.ports.aliases.replace(moved, alias);
    await world.minutes(1);
    await world.ports.aliases.remove(moved);
    await world.minutes(1);
    expect(await world.executions()).toMatchObject([
      { functionId: alias.functionId, functionVersion: 1, functionAlias: 'prod' },
      { functionId: alias.functionId, functionVersion: 2, functionAlias: 'prod' },
      { functionId: null, functionVersion: null, functionAlias: 'prod' },
    ]);
  });

  test('a job that fails stops no other job', async () => {
    const world = jobWorld();
    const broken = await world.created();
    await world.created();
    const jobs: typeof world.ports.jobs = {
      ...world.ports.jobs,
      get: (projectId, id) =>
        id === broken.id
          ? Promise.reject(new Error('outage'))
          : world.ports.jobs.get(projectId, id),
    };
    expect(await world.sweep({ ...world.ports, jobs })).toEqual({ ahead: 0, runs: 1 });
    expect(await world.executions()).toHaveLength(1);
    expect(world.errors).toEqual(['due row failed']);
    expect(await dueKeys(world.ports.jobs, world.clock.now())).toEqual([]);
    const later = world.clock.advance(120);
    expect(await dueKeys(world.ports.jobs, later)).toContainEqual({
      projectId: 'demo',
      id: broken.id,
    });
  });

  test('an outage fails the sweep, and the next one finds everything again', async () => {
    const world = jobWorld();
    await world.created();
    const jobs = { ...world.ports.jobs, get: () => Promise.reject(new Error('outage')) };
    await expect(world.sweep({ ...world.ports, jobs })).rejects.toThrow('could be handed over');
    expect(await world.sweep()).toEqual({ ahead: 0, runs: 1 });
  });
});

const at = (time: string) => `2026-11-23T08:${time}.000000Z`;

describe('jobs whose time comes soon', () => {
  test('are received at their second, wherever the sweeps fall', async () => {
    for (const phase of [1, 13, 37, 59]) {
      const world = jobWorld();
      world.clock.advance(phase);
      // oxlint-disable-next-line no-await-in-loop -- one phase after the other
      await world.created({ pattern: null, count: 1, nextExecutionTime: at('05:07') });
      // oxlint-disable-next-line no-await-in-loop -- as above
      await world.minutes(6);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await world.executions()).toMatchObject([{ createdAt: at('05:07') }]);
    }
  });

  test('run every minute on the minute', async () => {
    const world = jobWorld();
    world.clock.advance(23);
    await world.created({ nextExecutionTime: at('01:00') });
    await world.sweep();
    await world.minutes(5);
    const times = (await world.executions()).map(({ createdAt }) => createdAt);
    expect(times.toSorted()).toEqual(['01', '02', '03', '04', '05'].map((m) => at(`${m}:00`)));
  });

  test('are handed over once, not by every sweep', async () => {
    const world = jobWorld();
    await world.created({ nextExecutionTime: at('01:30') });
    expect(await world.sweep()).toEqual({ ahead: 1, runs: 0 });
    expect(world.ports.executionQueue.delays).toEqual([90]);
    world.clock.advance(60);
    expect(await world.sweep()).toEqual({ ahead: 0, runs: 0 });
  });

  test('are handed over again two minutes later if the message is lost', async () => {
    const world = jobWorld();
    await world.created({ pattern: null, count: 1, nextExecutionTime: at('01:00') });
    await world.sweep();
    world.letters.lose();
    await world.minutes(4);
    expect(await world.executions()).toMatchObject([{ createdAt: at('03:30') }]);
  });

  test('do not run if they are paused after they were handed over', async () => {
    const world = jobWorld();
    const job = await world.created({ nextExecutionTime: at('01:00') });
    await world.sweep();
    await world.ports.jobs.replace({ ...job, status: 'paused', revision: job.revision + 1 });
    await world.minutes(5);
    expect(await world.executions()).toEqual([]);
  });

  test('run once if their message is delivered twice, and a sweep runs them as well', async () => {
    const world = jobWorld();
    await world.created({ pattern: null, count: 1, nextExecutionTime: at('01:00') });
    await world.sweep();
    world.letters.repeat();
    world.clock.advance(60);
    await Promise.all([world.received(), world.sweep(), world.received()]);
    await world.minutes(5);
    expect(await world.executions()).toHaveLength(1);
  });
});

const runsOf = async ({ ports }: ReturnType<typeof jobWorld>, projectId: string) =>
  (await ports.executions.list(projectId, { limit: 10_000 })).toReversed();

describe("a project's backlog of more jobs than a sweep hands over", () => {
  const crowd = 2_500;

  async function crowded(time: string) {
    const world = jobWorld();
    const once = { pattern: null, count: 1, nextExecutionTime: at(time) };
    for (let each = 0; each < crowd; each += 1)
      // oxlint-disable-next-line no-await-in-loop -- in memory
      await world.created({ ...once, projectId: 'crowd' });
    return { ...world, once };
  }

  test('delays no other project whose jobs come later in the same minute', async () => {
    const world = await crowded('00:30');
    // oxlint-disable-next-line no-await-in-loop -- in memory
    for (const projectId of ['one', 'two'])
      await world.created({ ...world.once, projectId, nextExecutionTime: at('00:50') });
    expect(await world.sweep()).toEqual({ ahead: 2_000, runs: 0 });
    await world.minutes(1);
    // oxlint-disable-next-line no-await-in-loop -- in memory
    for (const projectId of ['one', 'two'])
      expect(await runsOf(world, projectId)).toMatchObject([{ createdAt: at('00:50') }]);
    // Its own are late, and none is lost.
    await world.minutes(2);
    expect(await runsOf(world, 'crowd')).toHaveLength(crowd);
  });

  test('delays no other project after an outage, when all are overdue', async () => {
    const world = await crowded('01:00');
    await world.created({ ...world.once, projectId: 'one', nextExecutionTime: at('04:00') });
    world.clock.advance(300);
    await world.sweep();
    expect(await runsOf(world, 'one')).toMatchObject([{ createdAt: at('05:00') }]);
    await world.minutes(5);
    expect(await runsOf(world, 'crowd')).toHaveLength(crowd);
  });
});
