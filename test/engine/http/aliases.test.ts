import { describe, expect, test } from 'vitest';
import { memoryFunctionRunner, returning } from '../../fakes/function-runner.ts';
import { handleExecutionMessage } from '../../../functions/engine/app/executions/handle-execution-message.ts';
import { anEngine, bodyOf, enginePorts, unknownId } from '../support/engine-app.ts';

/** An engine with a function that has one version, both deployed to Lambda. */
async function aliasWorld() {
  const runner = memoryFunctionRunner(returning('"ran"'));
  const ports = { ...enginePorts(), runner };
  const engine = anEngine(ports);
  const { id } = await engine.createFunction();
  await engine.send('demo', 'POST', `/v1/functions/${id}/versions`, { json: {} });
  await engine.provision();
  const send = (who: string, method: string, path: string, json?: unknown) =>
    engine.send(who, method, path, json === undefined ? {} : { json });
  const create = (json: object, who = 'demo') => send(who, 'POST', '/v1/aliases', json);
  return { ...engine, ports, runner, id, send, create };
}

const refusal = async (answer: Response | Promise<Response>) => [
  (await answer).status,
  (await bodyOf(answer)).faultstring,
];

const duplicate = (columns: string) => `Duplicate entry for function_aliases: [${columns}]`;

describe('aliases', () => {
  test('an alias points at a function and version', async () => {
    const { send, create, id } = await aliasWorld();
    const answer = await create({
      name: 'prod',
      function_id: id,
      function_version: 1,
      description: '',
    });
    const alias = await bodyOf(answer);
    expect([answer.status, alias]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'prod',
        description: '',
        function_id: id,
        function_version: 1,
        project_id: 'demo',
        created_at: '2026-11-23T08:00:00Z',
        updated_at: null,
      },
    ]);
    expect(await bodyOf(send('demo', 'GET', '/v1/aliases/prod'))).toEqual(alias);
    expect(await bodyOf(send('demo', 'GET', '/v1/aliases'))).toEqual({ function_aliases: [alias] });
  });

  test("accepts the client's update: all keys, the version as text, nulls for no change", async () => {
    const { send, create, id } = await aliasWorld();
    await create({ name: 'prod', function_id: id, function_version: 0 });
    const change = { function_id: null, function_version: '1', description: 'upd' };
    expect(await bodyOf(send('demo', 'PUT', '/v1/aliases/prod', change))).toMatchObject({
      function_id: id,
      function_version: 1,
      description: 'upd',
      updated_at: '2026-11-23T08:00:00Z',
    });
    const none = { function_id: null, function_version: null, description: null };
    expect(await bodyOf(send('demo', 'PUT', '/v1/aliases/prod', none))).toMatchObject({
      function_version: 1,
      description: 'upd',
    });
  });

  test('neither a name nor a function and version has two aliases', async () => {
    const { create, send, id } = await aliasWorld();
    await create({ name: 'prod', function_id: id });
    const target = duplicate("'project_id', 'function_id', 'function_version'");
    expect(await refusal(create({ name: 'prod', function_id: id, function_version: 1 }))).toEqual([
      400,
      duplicate("'project_id', 'name'"),
    ]);
    expect(await refusal(create({ name: 'other', function_id: id }))).toEqual([400, target]);
    await create({ name: 'other', function_id: id, function_version: 1 });
    const move = send('demo', 'PUT', '/v1/aliases/other', { function_version: 0 });
    expect(await refusal(move)).toEqual([400, target]);
  });

  test.each([
    [
      { function_id: unknownId() },
      400,
      "Required param is missing. Required: {'name', 'function_id'}",
    ],
    [{ name: 'a' }, 400, "Required param is missing. Required: {'name', 'function_id'}"],
    [{ name: 'a', function_id: 'x' }, 400, 'Expected a uuid but received x.'],
    [{ name: 'a', bogus: 1 }, 400, 'Unknown attribute for argument body: bogus'],
  ])('%o is refused', async (json, status, faultstring) => {
    const { create } = await aliasWorld();
    expect(await refusal(create(json))).toEqual([status, faultstring]);
  });

  test("an object that does not exist, or is another project's, is 404", async () => {
    const { create, send, id } = await aliasWorld();
    const unknown = unknownId();
    expect(await refusal(create({ name: 'a', function_id: unknown }))).toEqual([
      404,
      `Function not found [id=${unknown}]`,
    ]);
    expect(await refusal(create({ name: 'a', function_id: id, function_version: 7 }))).toEqual([
      404,
      `FunctionVersion not found [function_id=${id}, version_number=7]`,
    ]);
    expect((await create({ name: 'a', function_id: id }, 'alt')).status).toBe(404);
    expect((await create({ name: 'a', function_id: id }, 'admin')).status).toBe(404);
    await create({ name: 'prod', function_id: id });
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const [method, json] of [['GET'], ['PUT', {}], ['DELETE']] as const)
      expect(await refusal(send('alt', method, '/v1/aliases/prod', json))).toEqual([
        404,
        'FunctionAlias not found [name=prod]',
      ]);
  });

  test('only an administrator lists those of all projects', async () => {
    const { create, send, id } = await aliasWorld();
    await create({ name: 'prod', function_id: id });
    const listed = (who: string, query: string) => send(who, 'GET', `/v1/aliases${query}`);
    expect((await listed('demo', '?all_projects=true')).status).toBe(403);
    expect(await bodyOf(listed('admin', ''))).toEqual({ function_aliases: [] });
    const all = await bodyOf(listed('admin', '?all_projects=true'));
    expect(all).toMatchObject({ function_aliases: [{ name: 'prod' }] });
    expect((await listed('demo', '?name=prod')).status).toBe(400);
  });

  test('a function with an alias is not deleted', async () => {
    const { create, send, id } = await aliasWorld();
    await create({ name: 'prod', function_id: id });
    expect(await refusal(send('demo', 'DELETE', `/v1/functions/${id}`))).toEqual([
      403,
      'The function is still associated with function alias(es).',
    ]);
    expect((await send('demo', 'DELETE', '/v1/aliases/prod')).status).toBe(204);
    expect((await send('demo', 'DELETE', `/v1/functions/${id}`)).status).toBe(204);
  });
});

describe('through an alias', () => {
  test('an execution stores the alias, and the function and version it pointed at', async () => {
    const { create, send, runner, id } = await aliasWorld();
    await create({ name: 'prod', function_id: id, function_version: 1 });
    const asked = { function_alias: 'prod', function_id: null, function_version: null, sync: true };
    expect(await bodyOf(send('demo', 'POST', '/v1/executions', asked))).toMatchObject({
      status: 'success',
      function_id: id,
      function_version: 1,
      function_alias: 'prod',
    });
    await send('demo', 'PUT', '/v1/aliases/prod', { function_version: '0' });
    expect(await bodyOf(send('demo', 'POST', '/v1/executions', asked))).toMatchObject({
      function_version: 0,
    });
    expect(runner.asked.map(({ qualifier }) => qualifier)).toEqual(['1', undefined]);
  });

  test('an execution in progress keeps the target it began with', async () => {
    const { create, send, runner, ports, id } = await aliasWorld();
    await create({ name: 'prod', function_id: id, function_version: 1 });
    await send('demo', 'POST', '/v1/executions', { function_alias: 'prod', sync: false });
    await send('demo', 'PUT', '/v1/aliases/prod', { function_version: '0' });
    await handleExecutionMessage(ports, ports.executionQueue.sent[0]!);
    expect(runner.asked).toMatchObject([{ qualifier: '1' }]);
  });

  test('a webhook follows a moved alias, called from outside and by an alarm', async () => {
    const { create, send, invocation, ports, id } = await aliasWorld();
    await create({ name: 'prod', function_id: id, function_version: 1 });
    const asked = { function_id: null, function_version: null, function_alias: 'prod' };
    const webhook = await bodyOf(send('demo', 'POST', '/v1/webhooks', asked));
    expect(webhook).toMatchObject(asked);
    await send('demo', 'PUT', '/v1/aliases/prod', { function_version: '0' });

    const path = `/v1/webhooks/${webhook.id}/invoke`;
    const { execution_id: outside } = await bodyOf(invocation.request(path, { method: 'POST' }));
    const alarm = {
      v: 1,
      kind: 'webhook',
      projectId: webhook.project_id,
      webhookId: webhook.id,
      executionId: unknownId(),
      input: { text: '{}' },
    } as const;
    await handleExecutionMessage(ports, alarm);
    const moved = { functionId: id, functionVersion: 0, functionAlias: 'prod' };
    expect(await ports.executions.get('demo', outside)).toMatchObject(moved);
    expect(await ports.executions.get('demo', alarm.executionId)).toMatchObject({
      ...moved,
      status: 'success',
    });
  });

  test('a webhook whose alias is gone is 404 from outside; an alarm through it leaves a failed execution', async () => {
    const { create, send, invocation, ports, id } = await aliasWorld();
    await create({ name: 'prod', function_id: id });
    const webhook = await bodyOf(send('demo', 'POST', '/v1/webhooks', { function_alias: 'prod' }));
    await send('demo', 'DELETE', '/v1/aliases/prod');
    const path = `/v1/webhooks/${webhook.id}/invoke`;
    expect(await refusal(invocation.request(path, { method: 'POST' }))).toEqual([
      404,
      'FunctionAlias not found [name=prod]',
    ]);
    const executionId = unknownId();
    const input = { text: '{}' };
    await handleExecutionMessage(ports, {
      v: 1,
      kind: 'webhook',
      projectId: webhook.project_id,
      webhookId: webhook.id,
      executionId,
      input,
    });
    expect(await ports.executions.get('demo', executionId)).toMatchObject({
      status: 'error',
      result: {
        text: '{"output": "Function execution failed. FunctionAlias prod does not exist."}',
      },
    });
  });

  test('a webhook switches between function, version and alias', async () => {
    const { create, send, id } = await aliasWorld();
    await create({ name: 'prod', function_id: id, function_version: 1 });
    const webhook = await bodyOf(send('demo', 'POST', '/v1/webhooks', { function_id: id }));
    const switched = async (change: object) => {
      const now = await bodyOf(send('demo', 'PUT', `/v1/webhooks/${webhook.id}`, change));
      return [now.function_id, now.function_version, now.function_alias];
    };
    const nothing = { function_id: null, function_version: null };
    expect(await switched({ ...nothing, function_version: '1' })).toEqual([id, 1, null]);
    expect(await switched({ ...nothing, function_alias: 'prod' })).toEqual([null, null, 'prod']);
    expect(await switched({ ...nothing, description: 'd' })).toEqual([null, null, 'prod']);
    expect(await switched({ ...nothing, function_version: '0' })).toEqual([id, 0, null]);
    await switched({ function_alias: 'prod' });
    expect(await switched({ function_id: id })).toEqual([id, null, null]);
  });
});
