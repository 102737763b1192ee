import { describe, expect, test } from 'vitest';
import { memoryFunctionRunner, returning } from '../../fakes/function-runner.ts';
import { runDueJobs } from '../../../functions/engine/app/jobs/run-due-jobs.ts';
import { handleExecutionMessage } from '../../../functions/engine/app/executions/handle-execution-message.ts';
import { anEngine, bodyOf, enginePorts, functionForm, helloZip } from '../support/engine-app.ts';

/** An engine with a function that Lambda runs, and a hook that is called while its code runs. */
async function engineWith() {
  const happening: { now: () => unknown } = { now: () => undefined };
  const runner = memoryFunctionRunner(async (ask) => {
    await happening.now();
    return returning('"ran"', 'hi\n')(ask);
  });
  const engine = anEngine({ ...enginePorts(), runner });
  const { id } = await engine.createFunction();
  await engine.provision();
  const send = async (method: string, path: string, json?: unknown) =>
    engine.send('demo', method, path, json === undefined ? {} : { json });
  const update = async (source: string) => {
    const form = functionForm({}, helloZip(source));
    return engine.send('demo', 'PUT', `/v1/functions/${id}`, { body: form });
  };
  const run = (over: object = {}) =>
    send('POST', '/v1/executions', { function_id: id, sync: true, ...over });
  return { ...engine, runner, happening, id, send, update, run };
}

const sourceIn = (zip: Uint8Array | undefined) => Buffer.from(zip ?? []).toString('latin1');

describe('two changes of one function at once', () => {
  test('of its package: Lambda runs the last one, and no other package is left', async () => {
    const { ports, update, provision, provisioner, id } = await engineWith();
    const answers = await Promise.all(['# 2', '# 3', '# 4'].map(update));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await provision();
    const fn = await ports.functions.get('demo', id);
    expect(fn).toMatchObject({ revision: 4, appliedRevision: 4 });
    expect([...ports.packagesKept.keys()]).toEqual([fn?.packageKey]);
    expect(provisioner.deployed.get(id)?.packageKey).toBe(fn?.packageKey);
    expect(sourceIn(ports.packagesKept.get(fn?.packageKey ?? ''))).toMatch(/# [234]/);
  });

  test('a deletion and an update: nothing is left of either, in whatever order they come', async () => {
    const world = await engineWith();
    const { ports, update, provision, provisioner, send, id } = world;
    const path = `/v1/functions/${id}`;
    // The update comes when the deletion has checked everything but removed nothing yet.
    const aliases = { ...ports.aliases };
    const updates: number[] = [];
    ports.aliases.list = async (projectId) => {
      updates.push((await update('# 2')).status);
      return aliases.list(projectId);
    };
    expect((await send('DELETE', path)).status).toBe(204);
    expect(updates).toEqual([200]);
    expect((await update('# 3')).status).toBe(404);
    await provision();
    expect([ports.packagesKept.size, provisioner.deployed.size]).toEqual([0, 0]);
  });

  test('two deletions: one deletes it, the other finds nothing', async () => {
    const { send, id } = await engineWith();
    const answers = await Promise.all([1, 2].map(() => send('DELETE', `/v1/functions/${id}`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404]);
  });
});

describe('while an execution runs', () => {
  test('its function is deleted: it still ends normally, and is kept', async () => {
    const { happening, run, send, id } = await engineWith();
    happening.now = () => send('DELETE', `/v1/functions/${id}`);
    const execution = await bodyOf(run());
    expect(execution).toMatchObject({ status: 'success', function_id: id });
    expect((await send('GET', `/v1/functions/${id}`)).status).toBe(404);
    const log = await send('GET', `/v1/executions/${execution.id}/log`);
    expect(await log.text()).toContain('hi\n');
  });

  test('its function gets other code: it ends, and the next one waits for that code', async () => {
    const { happening, run, update, provision, ports } = await engineWith();
    happening.now = () => update('# 2');
    expect(await bodyOf(run())).toMatchObject({ status: 'success' });
    happening.now = () => undefined;
    const next = await bodyOf(run({ sync: false }));
    const [message] = ports.executionQueue.sent;
    expect(await handleExecutionMessage(ports, message!)).toMatchObject({ kind: 'later' });
    await provision();
    await handleExecutionMessage(ports, message!);
    expect(await ports.executions.get('demo', next.id)).toMatchObject({ status: 'success' });
  });

  test('its alias is moved: it ends with the code it began with, the next one follows the alias', async () => {
    const { happening, run, send, runner, id, provision } = await engineWith();
    await send('POST', `/v1/functions/${id}/versions`, {});
    await provision();
    await send('POST', '/v1/aliases', { name: 'prod', function_id: id, function_version: 1 });
    happening.now = () => send('PUT', '/v1/aliases/prod', { function_version: 0 });
    const asked = { function_id: null, function_alias: 'prod' };
    expect(await bodyOf(run(asked))).toMatchObject({ status: 'success', function_version: 1 });
    expect(await bodyOf(run(asked))).toMatchObject({ status: 'success', function_version: 0 });
    expect(runner.asked.map(({ qualifier }) => qualifier)).toEqual(['1', undefined]);
  });

  test('it is deleted itself: its end is not recorded, and the request stops waiting', async () => {
    const { happening, run, send, ports } = await engineWith();
    happening.now = async () => {
      const [execution] = await ports.executions.list('demo', { limit: 1000 });
      expect((await send('DELETE', `/v1/executions/${execution?.id}`)).status).toBe(204);
    };
    const before = ports.clock.now();
    const answer = await run();
    expect(ports.clock.now()).toBe(before);
    expect([answer.status, (await bodyOf(answer)).status]).toEqual([201, 'running']);
    expect(await bodyOf(send('GET', '/v1/executions'))).toEqual({ executions: [] });
  });
});

test('a job whose function is gone leaves a failed execution for each run, and can be cancelled', async () => {
  const { ports, send, id } = await engineWith();
  const pattern = '* * * * *';
  const job = await bodyOf(send('POST', '/v1/jobs', { function_id: id, pattern }));
  // Not through the API, which refuses to delete a function that a job runs.
  await ports.functions.remove('demo', id);
  ports.clock.advance(60);
  await runDueJobs(ports);
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const message of ports.executionQueue.sent) await handleExecutionMessage(ports, message);
  expect(await bodyOf(send('GET', '/v1/executions'))).toMatchObject({
    executions: [
      {
        description: `Created by Job ${job.id}`,
        status: 'error',
        result: `{"output": "Function execution failed. Function ${id} does not exist."}`,
      },
    ],
  });
  expect((await send('PUT', `/v1/jobs/${job.id}`, { status: 'cancelled' })).status).toBe(200);
  expect((await send('DELETE', `/v1/jobs/${job.id}`)).status).toBe(204);
});
