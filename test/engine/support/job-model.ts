import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runDueJobs } from '../../../functions/engine/app/jobs/run-due-jobs.ts';
import { recordDueRuns } from '../../../functions/engine/app/jobs/job-runs.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { anEngine, bodyOf } from './engine-app.ts';
import { lettersOf } from './job-letters.ts';
import { dyingAfter, Killed } from './execution-world.ts';

/** The simplest description of a job. Times are minutes since the start, which is on a full hour. */
interface ModelJob {
  readonly id: string;
  status: 'running' | 'paused' | 'cancelled' | 'done';
  /** Runs in every minute of an hour that is divisible by this; undefined for a job that runs once. */
  every: number | undefined;
  due: number;
  /** Runs left, if they are counted. */
  left: number | undefined;
  /** The times it has run for. */
  readonly runs: number[];
}

interface Model {
  now: number;
  jobs: ModelJob[];
  /** Executions of jobs that were deleted, which are kept. */
  left: string[];
}

/** Runs late by less than this all happen; of later ones only the first does. */
const madeUpMinutes = 10;

const nextAfter = (every: number, minute: number): number => {
  const next = minute + 1;
  return (next % 60) % every === 0 ? next : nextAfter(every, next);
};

/** The effect of a sweep on a job. */
function swept(job: ModelJob, now: number): void {
  while (job.status === 'running' && job.due <= now) {
    job.runs.push(job.due);
    job.left = job.left === undefined ? undefined : job.left - 1;
    if (job.every === undefined || job.left === 0) {
      job.status = 'done';
      job.left = 0;
    } else job.due = nextAfter(job.every, Math.max(job.due, now - madeUpMinutes));
  }
}

async function system() {
  const engine = anEngine();
  const { id: functionId } = await engine.createFunction();
  const begin = engine.ports.clock.now();
  const at = (minute: number) => after(begin, minute * 60);
  const ask = (method: string, path: string, json?: unknown) =>
    engine.send('demo', method, path, json === undefined ? {} : { json });
  return {
    ...engine,
    letters: lettersOf(engine.ports.executionQueue, engine.ports.clock),
    functionId,
    at,
    ask,
  };
}
type System = Awaited<ReturnType<typeof system>>;

/** Rows and executions agree with the model. */
async function agree(model: Model, { ports, at }: System): Promise<void> {
  for (const job of model.jobs) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const row = await ports.jobs.find(job.id);
    assert.deepEqual(
      [row?.status, row?.nextExecutionTime, row?.count],
      [job.status, at(job.due), job.left ?? null],
    );
  }
  const executions = await ports.executions.list('demo', { limit: 1000 });
  assert.deepEqual(
    executions.map(({ description }) => String(description)).toSorted(),
    [...model.jobs.flatMap(causedBy), ...model.left].toSorted(),
  );
}

const causedBy = ({ id, runs }: ModelJob) => runs.map(() => `Created by Job ${id}`);

const command = (
  name: string,
  go: (model: Model, real: System) => Promise<void>,
): fc.AsyncCommand<Model, System> => ({
  check: () => true,
  async run(model, real) {
    await go(model, real);
    await agree(model, real);
  },
  toString: () => name,
});

/** Runs a command on one of the jobs, if there are any. */
const withJob = (
  name: string,
  which: number,
  go: (job: ModelJob, model: Model, real: System) => Promise<void>,
) =>
  command(`${name} job ${which}`, async (model, real) => {
    const job = model.jobs[which % Math.max(1, model.jobs.length)];
    if (job) await go(job, model, real);
  });

const pattern = (every: number) => `*/${every} * * * *`;

const create = (every: number | undefined, count: number | undefined, ahead: number) =>
  command(`create ${every ?? 'once'} × ${count ?? '∞'} in ${ahead}`, async (model, real) => {
    const once = every === undefined;
    const answer = await real.ask('POST', '/v1/jobs', {
      function_id: real.functionId,
      pattern: once ? null : pattern(every),
      first_execution_time: once ? real.at(model.now + ahead) : null,
      count: once ? null : (count ?? null),
    });
    assert.equal(answer.status, 201);
    const { id } = await bodyOf(answer);
    const due = once ? model.now + ahead : nextAfter(every, model.now);
    model.jobs.push({ id, status: 'running', every, due, left: once ? 1 : count, runs: [] });
  });

const isOver = ({ status }: ModelJob) => status === 'cancelled' || status === 'done';

const change = (job: ModelJob, real: System, json: object) =>
  real.ask('PUT', `/v1/jobs/${job.id}`, json);

const setStatus = (status: 'running' | 'paused' | 'cancelled', which: number) =>
  withJob(status, which, async (job, model, real) => {
    const answer = await change(job, real, { status });
    const goesOn = job.status === 'paused' && status === 'running';
    const missed = goesOn && job.every === undefined && job.due < model.now + 1;
    if (isOver(job) || missed) return assert.equal(answer.status, 400);
    assert.equal(answer.status, 200);
    job.status = status;
    if (goesOn && job.every !== undefined) job.due = nextAfter(job.every, model.now);
  });

const setPattern = (every: number, which: number) =>
  withJob(`every ${every}`, which, async (job, _model, real) => {
    const answer = await change(job, real, { pattern: pattern(every) });
    if (isOver(job) || job.every === undefined) return assert.equal(answer.status, 400);
    assert.equal(answer.status, 200);
    job.every = every;
  });

const setTime = (ahead: number, which: number) =>
  withJob(`in ${ahead} min`, which, async (job, model, real) => {
    const answer = await change(job, real, { next_execution_time: real.at(model.now + ahead) });
    if (isOver(job) || ahead < 1) return assert.equal(answer.status, 400);
    assert.equal(answer.status, 200);
    job.due = model.now + ahead;
  });

const remove = (which: number) =>
  withJob('delete', which, async (job, model, real) => {
    assert.equal((await real.ask('DELETE', `/v1/jobs/${job.id}`)).status, 204);
    assert.equal((await real.ask('GET', `/v1/jobs/${job.id}`)).status, 404);
    model.jobs = model.jobs.filter((other) => other !== job);
    model.left.push(...causedBy(job));
  });

/** Time passes without a sweep, as in a deployment or an outage. */
const wait = (minutes: number) =>
  command(`wait ${minutes} min`, async (model, { ports }) => {
    ports.clock.advance(minutes * 60);
    model.now += minutes;
  });

/** Several sweepers run at once, one of which may die after some step; then one more runs. */
const sweep = (sweepers: number, death: number | null) =>
  command(`sweep × ${sweepers}, death ${death}`, async (model, { letters, ports }) => {
    const dying = death === null ? [] : [{ ...dyingAfter(ports, death).ports, ids: ports.ids }];
    const all = [...dying, ...Array.from({ length: sweepers }, () => ports)];
    const ends = await Promise.allSettled(all.map((each) => runDueJobs(each)));
    for (const end of ends.slice(dying.length)) assert.equal(end.status, 'fulfilled');
    for (const end of ends) if (end.status === 'rejected') assert.ok(isDeath(end.reason));
    await runDueJobs(ports);
    // oxlint-disable-next-line no-await-in-loop -- one message after the other
    for (const { projectId, jobId: id } of letters.visibleJobs())
      await recordDueRuns(ports, { projectId, id }, async () => {});
    for (const job of model.jobs) swept(job, model.now);
  });

const isDeath = (reason: unknown): boolean =>
  reason instanceof AggregateError ? reason.errors.every(isDeath) : reason instanceof Killed;

const every = fc.constantFrom(1, 2, 5, 7, 30);
const which = fc.nat({ max: 3 });

/** Sequences of requests about some jobs, while time passes and sweepers run and die. */
export const jobCommands = fc.commands(
  [
    fc
      .tuple(
        fc.option(every, { nil: undefined }),
        fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        fc.integer({ min: 1, max: 40 }),
      )
      .map(([each, count, ahead]) => create(each, count, ahead)),
    fc
      .tuple(fc.constantFrom('running' as const, 'paused' as const, 'cancelled' as const), which)
      .map(([status, job]) => setStatus(status, job)),
    fc.tuple(every, which).map(([each, job]) => setPattern(each, job)),
    fc.tuple(fc.nat({ max: 20 }), which).map(([ahead, job]) => setTime(ahead, job)),
    which.map(remove),
    // Time is what matters most here, so it is listed twice.
    fc.integer({ min: 1, max: 12 }).map(wait),
    fc.integer({ min: 1, max: 150 }).map(wait),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.option(fc.nat({ max: 12 })))
      .map(([n, death]) => sweep(n, death)),
    fc.constant(sweep(1, null)),
  ],
  { maxCommands: 40, size: 'max' },
);

/** A system without jobs. */
export const aWorldOfJobs = async (): Promise<{ model: Model; real: System }> => ({
  model: { now: 0, jobs: [], left: [] },
  real: await system(),
});
