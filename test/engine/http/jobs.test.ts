import { describe, expect, test } from 'vitest';
import { anEngine, bodyOf, unknownId } from '../support/engine-app.ts';

/** An engine with a function, and requests about its jobs. */
async function jobWorld() {
  const engine = anEngine();
  const { id } = await engine.createFunction();
  const send = (who: string, method: string, path: string, json?: unknown) =>
    engine.send(who, method, path, json === undefined ? {} : { json });
  /** The client's body has all keys, with null for what is not set. */
  const create = (over: object = {}, who = 'demo') =>
    send(who, 'POST', '/v1/jobs', {
      function_alias: null,
      function_id: id,
      function_version: 0,
      name: null,
      first_execution_time: null,
      pattern: '*/5 * * * *',
      function_input: null,
      count: null,
      ...over,
    });
  const nothing = {
    name: null,
    status: null,
    pattern: null,
    next_execution_time: null,
    function_input: null,
  };
  const update = (job: string, change: object, who = 'demo') =>
    send(who, 'PUT', `/v1/jobs/${job}`, { ...nothing, ...change });
  return { ...engine, id, send, create, update };
}

const refusal = async (answer: Response | Promise<Response>) => [
  (await answer).status,
  (await bodyOf(answer)).faultstring,
];

describe('jobs', () => {
  test('a job that is due before a sweep finds it is handed over at once, also after a change', async () => {
    const { create, send, ports } = await jobWorld();
    ports.clock.advance(35);
    const job = await bodyOf(create({ pattern: '* * * * *' }));
    const dueAt = '2026-11-23T08:01:00.000000Z';
    const message = { v: 1, kind: 'job', projectId: 'demo', jobId: job.id, dueAt };
    expect(ports.executionQueue.sent).toMatchObject([message]);
    expect(ports.executionQueue.delays).toEqual([25]);
    await create({ pattern: '0 9 * * *' });
    await send('demo', 'PUT', `/v1/jobs/${job.id}`, { status: 'paused' });
    expect(ports.executionQueue.sent).toHaveLength(1);
    await send('demo', 'PUT', `/v1/jobs/${job.id}`, { status: 'running' });
    expect(ports.executionQueue.sent).toMatchObject([message, message]);
  });

  test('a job with a pattern first runs at the next time of the pattern', async () => {
    const { create, send, id } = await jobWorld();
    const answer = await create({ name: 'five', function_input: '{"a": 1}', count: 3 });
    const job = await bodyOf(answer);
    expect([answer.status, job]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'five',
        function_id: id,
        function_alias: null,
        function_version: 0,
        function_input: '{"a": 1}',
        status: 'running',
        pattern: '*/5 * * * *',
        count: 3,
        first_execution_time: '2026-11-23T08:05:00Z',
        next_execution_time: '2026-11-23T08:05:00Z',
        project_id: 'demo',
        created_at: '2026-11-23T08:00:00Z',
        updated_at: null,
      },
    ]);
    expect(await bodyOf(send('demo', 'GET', `/v1/jobs/${job.id}`))).toEqual(job);
    expect(await bodyOf(send('demo', 'GET', '/v1/jobs'))).toEqual({ jobs: [job] });
  });

  test('a job without a pattern runs once, at the time given', async () => {
    const { create } = await jobWorld();
    const job = create({ pattern: null, first_execution_time: '2026-11-23T09:30:00' });
    expect(await bodyOf(job)).toMatchObject({
      count: 1,
      pattern: null,
      first_execution_time: '2026-11-23T09:30:00Z',
      next_execution_time: '2026-11-23T09:30:00Z',
    });
  });

  test.each([
    [{ function_id: null }, 'Either function_alias or function_id must be provided.'],
    [{ pattern: null }, 'pattern or first_execution_time must be specified.'],
    [{ pattern: 'bad' }, 'The specified pattern is not valid: bad'],
    [{ pattern: '*'.repeat(33) }, 'pattern must not be longer than 32 characters.'],
    [
      { pattern: null, first_execution_time: '2026-11-23 10:00', count: 2 },
      'pattern must be provided if count is greater than 1.',
    ],
    [
      { first_execution_time: '2026-11-23 08:00:59' },
      'Execution time must be at least 1 minute in the future.',
    ],
    [{ first_execution_time: 'soon' }, 'Unknown string format: soon'],
    [{ function_id: 'x' }, 'Expected a uuid but received x.'],
    [{ bogus: 1 }, 'Unknown attribute for argument job: bogus'],
    [
      { project_id: 'x' },
      "Invalid input for field/attribute project_id. Value: 'x'. Cannot set read only field.",
    ],
    [{ name: 'x'.repeat(256) }, 'name must not be longer than 255 characters.'],
  ])('%o is refused', async (over, faultstring) => {
    const { create } = await jobWorld();
    expect(await refusal(create(over))).toEqual([400, faultstring]);
  });

  test('the function must exist in the own project', async () => {
    const { create, id } = await jobWorld();
    const unknown = unknownId();
    expect(await refusal(create({ function_id: unknown }))).toEqual([
      404,
      `Function not found [id=${unknown}]`,
    ]);
    expect(await refusal(create({ function_version: 2 }))).toEqual([
      404,
      `FunctionVersion not found [function_id=${id}, version_number=2]`,
    ]);
    expect(await refusal(create({ function_id: null, function_alias: 'prod' }))).toEqual([
      404,
      'FunctionAlias not found [name=prod]',
    ]);
    expect((await create({}, 'alt')).status).toBe(404);
  });

  test("another project's job is 404; an administrator reads and changes it", async () => {
    const { create, send, update } = await jobWorld();
    const { id } = await bodyOf(create());
    expect((await send('alt', 'GET', `/v1/jobs/${id}`)).status).toBe(404);
    expect((await update(id, { name: 'x' }, 'alt')).status).toBe(404);
    expect((await send('alt', 'DELETE', `/v1/jobs/${id}`)).status).toBe(404);
    expect((await send('alt', 'GET', '/v1/jobs?all_projects=true')).status).toBe(403);
    expect(await bodyOf(send('admin', 'GET', '/v1/jobs?all_projects=true'))).toMatchObject({
      jobs: [{ id }],
    });
    expect((await send('admin', 'GET', `/v1/jobs/${id}`)).status).toBe(200);
    expect((await update(id, { name: 'x' }, 'admin')).status).toBe(200);
  });

  test('is paused, resumes at the next time from then on, and is cancelled', async () => {
    const { create, update, ports } = await jobWorld();
    const { id } = await bodyOf(create());
    expect(await bodyOf(update(id, { status: 'paused' }))).toMatchObject({
      status: 'paused',
      next_execution_time: '2026-11-23T08:05:00Z',
    });
    ports.clock.advance(3600);
    expect(await bodyOf(update(id, { status: 'running' }))).toMatchObject({
      status: 'running',
      next_execution_time: '2026-11-23T09:05:00Z',
    });
    expect(await bodyOf(update(id, { status: 'cancelled' }))).toMatchObject({
      status: 'cancelled',
    });
    expect(await refusal(update(id, { name: 'x' }))).toEqual([
      400,
      'Can not update a finished job.',
    ]);
  });

  test('a new pattern alone does not move the next run', async () => {
    const { create, update } = await jobWorld();
    const { id } = await bodyOf(create());
    const change = { pattern: '0 * * * *', name: 'hourly', function_input: 'x' };
    expect(await bodyOf(update(id, change))).toMatchObject({
      ...change,
      next_execution_time: '2026-11-23T08:05:00Z',
    });
    const moved = await bodyOf(update(id, { next_execution_time: '2026-11-24 00:00' }));
    expect(moved).toMatchObject({ next_execution_time: '2026-11-24T00:00:00Z' });
  });

  test.each([
    [{}, { status: 'done' }, 'Invalid status.'],
    [{}, { pattern: 'bad' }, 'The specified pattern is not valid: bad'],
    [{}, { pattern: '' }, 'Can not change job type.'],
    [
      {},
      { next_execution_time: '2026-11-23 08:00:30' },
      'Execution time must be at least 1 minute in the future.',
    ],
    [
      { pattern: null, first_execution_time: '2026-11-23 10:00' },
      { pattern: '* * * * *' },
      'Can not change job type.',
    ],
  ])('of %o the change %o is refused', async (over, change, faultstring) => {
    const { create, update } = await jobWorld();
    const { id } = await bodyOf(create(over));
    expect(await refusal(update(id, change))).toEqual([400, faultstring]);
  });

  test('a one-time job whose time passed during a pause does not resume', async () => {
    const { create, update, ports } = await jobWorld();
    const once = { pattern: null, first_execution_time: '2026-11-23 09:00' };
    const { id } = await bodyOf(create(once));
    await update(id, { status: 'paused' });
    ports.clock.advance(7200);
    expect(await refusal(update(id, { status: 'running' }))).toEqual([
      400,
      'Execution time must be at least 1 minute in the future.',
    ]);
  });

  test('its function is neither changed nor deleted while it runs', async () => {
    const { create, send, update, id } = await jobWorld();
    const job = await bodyOf(create());
    const path = `/v1/functions/${id}`;
    const words = 'The function is still associated with running job(s).';
    const put = (fields: object) => send('demo', 'PUT', path, fields);
    expect(await refusal(put({ entry: 'a.b' }))).toEqual([403, words]);
    expect(await refusal(put({ cpu: '200' }))).toEqual([403, words]);
    expect((await put({ name: 'n', description: 'd', timeout: '9' })).status).toBe(200);
    expect(await refusal(send('demo', 'DELETE', path))).toEqual([403, words]);
    await update(job.id, { status: 'cancelled' });
    expect((await put({ entry: 'a.b' })).status).toBe(200);
    expect((await send('demo', 'DELETE', path)).status).toBe(204);
    expect((await send('demo', 'DELETE', `/v1/jobs/${job.id}`)).status).toBe(204);
    expect((await send('demo', 'DELETE', `/v1/jobs/${job.id}`)).status).toBe(404);
  });
});
