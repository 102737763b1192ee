import { describe, expect, test } from 'vitest';
import { anExecution } from '../support/engine-builders.ts';
import { anEngine, bodyOf } from '../support/engine-app.ts';

async function withFunction() {
  const engine = anEngine();
  const fn = await engine.createFunction();
  const create = (json: Readonly<Record<string, unknown>>, who = 'demo') =>
    engine.send(who, 'POST', '/v1/executions', {
      json: { function_id: fn.id, function_version: 0, function_alias: null, sync: false, ...json },
    });
  return { ...engine, fn, create };
}

describe('an asynchronous execution', () => {
  test('is recorded, queued and answered as running', async () => {
    const { create, fn, ports } = await withFunction();
    const answer = await create({ input: '{"name":"Q"}' });
    const execution = await bodyOf(answer);
    expect([answer.status, execution]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        function_id: fn.id,
        function_version: 0,
        function_alias: null,
        description: null,
        status: 'running',
        sync: false,
        input: '{"name": "Q"}',
        result: null,
        project_id: 'demo',
        created_at: '2026-11-23T08:00:00Z',
        updated_at: null,
      },
    ]);
    expect(ports.executionQueue.sent).toEqual([
      { v: 1, kind: 'recorded', projectId: 'demo', executionId: execution.id },
    ]);
  });

  test.each([
    ['{"a":1.0}', '{"a": 1.0}', false],
    ['6', '6', true],
    ['plain text', 'plain text', true],
    ['1.5', '1.5', true],
    ['true', 'true', true],
    ['"text"', '"text"', true],
    ['[1, 2]', '[1, 2]', true],
    ['', '', true],
    ['null', null, false],
    [null, null, false],
  ])('input %j is shown as %j, positional: %j', async (input, shown, positional) => {
    const { create, ports } = await withFunction();
    const execution = await bodyOf(create({ input }));
    expect(execution.input).toBe(shown);
    expect(await ports.executions.get('demo', execution.id)).toMatchObject({ positional });
  });

  test("an administrator's execution of another project's function belongs to the administrator's project", async () => {
    const { create } = await withFunction();
    expect(await bodyOf(create({}, 'admin'))).toMatchObject({ project_id: 'admin' });
    expect((await create({}, 'alt')).status).toBe(404);
  });

  test('is accepted even if the queue is unavailable: the row is due', async () => {
    const { create, ports } = await withFunction();
    ports.executionQueue.send = () => Promise.reject(new Error('queue away'));
    expect((await create({})).status).toBe(201);
    expect(await ports.attempts.due(ports.clock.advance(121), 100)).toHaveLength(1);
  });

  test.each([
    [{ function_id: null }, 400, 'Either function_alias or function_id must be provided.'],
    [{ function_alias: 'prod' }, 404, 'FunctionAlias not found [name=prod]'],
    [{ function_id: 'x' }, 400, 'Expected a uuid but received x.'],
    [{ bogus: 1 }, 400, 'Unknown attribute for argument body: bogus'],
    [
      { status: 'success' },
      400,
      "Invalid input for field/attribute status. Value: 'success'. Cannot set read only field.",
    ],
    [
      { input: { a: 1 } },
      400,
      'Invalid input for field/attribute input. Value: \'{"a":1}\'. Wrong type.',
    ],
  ])('%o is refused', async (json, status, faultstring) => {
    const { create } = await withFunction();
    const answer = await create(json);
    expect([answer.status, await bodyOf(answer)]).toEqual([
      status,
      { faultcode: 'Client', faultstring, debuginfo: null },
    ]);
  });

  test('of a version that does not exist is 404', async () => {
    const { create, fn } = await withFunction();
    const answer = await create({ function_version: '2' });
    expect([answer.status, (await bodyOf(answer)).faultstring]).toEqual([
      404,
      `FunctionVersion not found [function_id=${fn.id}, version_number=2]`,
    ]);
  });
});

describe('reading executions', () => {
  const ended = anExecution({
    status: 'success',
    description: 'Created by Webhook 100%',
    result: { text: '{"output": "Hello, World", "duration": 0.084}' },
    log: { text: 'Start execution: x\nhi\nFinished execution: x\n' },
    updatedAt: '2026-11-23T08:00:01.000000Z',
  });
  const failed = anExecution({ status: 'failed', createdAt: '2026-11-23T07:00:00.000000Z' });

  async function withExecutions() {
    const engine = anEngine();
    await engine.ports.executions.create(ended);
    await engine.ports.executions.create(failed);
    const list = async (query: string) => {
      const { executions } = await bodyOf(engine.send('demo', 'GET', `/v1/executions?${query}`));
      return executions.map(({ id }: { id: string }) => (id === ended.id ? 'ended' : 'failed'));
    };
    return { ...engine, list };
  }

  test('result and input are JSON text', async () => {
    const { send } = await withExecutions();
    expect(await bodyOf(send('demo', 'GET', `/v1/executions/${ended.id}`))).toMatchObject({
      status: 'success',
      result: '{"output": "Hello, World", "duration": 0.084}',
      updated_at: '2026-11-23T08:00:01Z',
    });
  });

  test.each([
    ['', ['failed', 'ended']],
    ['status=success', ['ended']],
    ['status=eq:success', ['ended']],
    ['status=neq:success', ['failed']],
    ['status=in:success,error', ['ended']],
    ['status=nin:success,error', ['failed']],
    ['status=gt:failed', ['ended']],
    ['status=gte:failed', ['failed', 'ended']],
    ['status=lt:success', ['failed']],
    ['status=lte:success', ['failed', 'ended']],
    ['description=has:Created%20by%20webhook', ['ended']],
    ['description=has:by_Web%25100', ['ended']],
    ['description=neq:x', ['ended']],
    [`function_id=${failed.functionId}`, ['failed']],
    [`function_id=${failed.functionId}&status=success`, []],
  ])('the list %s contains %j, oldest first', async (query, shown) => {
    const { list } = await withExecutions();
    expect(await list(query)).toEqual(shown);
  });

  test('the log is plain text, empty until the end', async () => {
    const { send } = await withExecutions();
    const log = await send('demo', 'GET', `/v1/executions/${ended.id}/log`);
    expect(log.headers.get('content-type')).toBe('text/plain; charset=UTF-8');
    expect(await log.text()).toBe('Start execution: x\nhi\nFinished execution: x\n');
    expect(await (await send('demo', 'GET', `/v1/executions/${failed.id}/log`)).text()).toBe('');
  });

  test('an answer too large for a Lambda is a redirect to the stored answer', async () => {
    const { send, ports } = await withExecutions();
    const large = anExecution({ status: 'success', log: { text: 'x'.repeat(6_000_000) } });
    await ports.executions.create(large);
    const answer = await send('demo', 'GET', `/v1/executions/${large.id}/log`);
    expect(answer.status).toBe(302);
    const owner = answer.headers.get('location')?.replace('http://objects.example/', '') ?? '';
    expect(ports.links.get(owner)).toHaveLength(6_000_000);
  });

  test("another project's execution is 404; a deleted one is hidden", async () => {
    const { send } = await withExecutions();
    const faultstring = `Execution not found [id=${ended.id}]`;
    const foreign = await send('alt', 'GET', `/v1/executions/${ended.id}/log`);
    expect([foreign.status, await bodyOf(foreign)]).toEqual([404, { faultstring }]);
    expect((await send('alt', 'DELETE', `/v1/executions/${ended.id}`)).status).toBe(404);
    expect((await send('demo', 'DELETE', `/v1/executions/${ended.id}`)).status).toBe(204);
    const gone = await send('demo', 'GET', `/v1/executions/${ended.id}`);
    expect([gone.status, (await bodyOf(gone)).faultstring]).toEqual([404, faultstring]);
  });
});
