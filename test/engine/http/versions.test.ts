import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { memoryFunctionRunner, returning } from '../../fakes/function-runner.ts';
import { anEngine, bodyOf, enginePorts, helloZip, unknownId } from '../support/engine-app.ts';

const otherZip = (text: string) => Uint8Array.from(zipSync({ 'hello_world.py': strToU8(text) }));

function packageForm(zip: Uint8Array<ArrayBuffer>) {
  const form = new FormData();
  form.set('source', 'package');
  form.set('package', new File([zip], 'hello_world.zip'));
  return form;
}

/** An engine with a function, and requests about its versions. */
async function versionWorld() {
  const runner = memoryFunctionRunner(returning('"ran"'));
  const engine = anEngine({ ...enginePorts(), runner });
  const { id } = await engine.createFunction();
  const path = `/v1/functions/${id}/versions`;
  const create = (who = 'demo', json: unknown = { description: null }, of = path) =>
    engine.send(who, 'POST', of, { json });
  const update = (zip: Uint8Array<ArrayBuffer>) =>
    engine.send('demo', 'PUT', `/v1/functions/${id}`, { body: packageForm(zip) });
  return { ...engine, runner, id, path, create, update };
}

const refusal = async (answer: Response | Promise<Response>) => [
  (await answer).status,
  (await bodyOf(answer)).faultstring,
];

const words = (user: string) => `The function version is still associated with ${user}.`;

describe('versions', () => {
  test('a version is made of the newest code, with every field', async () => {
    const { send, create, path, id } = await versionWorld();
    const answer = await create('demo', { description: 'first' });
    const version = await bodyOf(answer);
    expect([answer.status, version]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        description: 'first',
        function_id: id,
        version_number: 1,
        count: 0,
        project_id: 'demo',
        created_at: '2026-11-23T08:00:00Z',
        updated_at: null,
      },
    ]);
    expect(await bodyOf(send('demo', 'GET', `${path}/1`))).toEqual(version);
    expect(await bodyOf(send('demo', 'GET', path))).toEqual({ function_versions: [version] });
    expect(await bodyOf(send('demo', 'GET', `/v1/functions/${id}`))).toMatchObject({
      latest_version: 1,
    });
  });

  test('no version is made of a package that has not changed since the latest one', async () => {
    const { create, update } = await versionWorld();
    await create();
    expect(await refusal(create())).toEqual([
      403,
      'Function package not changed since the latest version 1.',
    ]);
    await update(otherZip('# 2'));
    expect(await bodyOf(create())).toMatchObject({ version_number: 2 });
    await update(helloZip());
    expect(await bodyOf(create())).toMatchObject({ version_number: 3 });
  });

  test('a function has at most ten versions', async () => {
    const { create, update } = await versionWorld();
    for (let number = 1; number <= 10; number += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await create()).status).toBe(201);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await update(otherZip(`# ${number}`));
    }
    expect(await refusal(create())).toEqual([403, 'Can not exceed maximum number(10) of versions']);
  });

  test.each([
    [{ bogus: 1 }, 'Unknown attribute for argument body: bogus'],
    [
      { version_number: 3 },
      "Invalid input for field/attribute version_number. Value: '3'. Cannot set read only field.",
    ],
    [{ description: 'x'.repeat(256) }, 'description must not be longer than 255 characters.'],
  ])('%o is refused', async (json, faultstring) => {
    const { create } = await versionWorld();
    expect(await refusal(create('demo', json))).toEqual([400, faultstring]);
  });

  test("a version that does not exist, or is another project's, is 404; an administrator only reads", async () => {
    const { send, create, path, id } = await versionWorld();
    await create();
    const missing = `FunctionVersion not found [function_id=${id}, version_number=2]`;
    expect(await bodyOf(send('demo', 'GET', `${path}/2`))).toEqual({ faultstring: missing });
    expect(await refusal(send('demo', 'DELETE', `${path}/2`))).toEqual([404, missing]);
    const unknown = `/v1/functions/${unknownId()}/versions`;
    const status = async (who: string, method: string, at: string, json?: unknown) =>
      (await send(who, method, at, { json })).status;
    expect(await status('demo', 'GET', unknown)).toBe(404);
    expect(await status('demo', 'POST', unknown, {})).toBe(404);
    expect(await status('alt', 'GET', path)).toBe(404);
    expect(await status('alt', 'GET', `${path}/1`)).toBe(404);
    expect(await status('alt', 'DELETE', `${path}/1`)).toBe(404);
    expect(await status('admin', 'GET', path)).toBe(200);
    expect(await status('admin', 'GET', `${path}/1`)).toBe(200);
    expect(await status('admin', 'POST', path, {})).toBe(404);
    expect(await status('admin', 'DELETE', `${path}/1`)).toBe(404);
    expect(await status('demo', 'GET', `${path}/x`)).toBe(400);
    expect(await status('demo', 'GET', `${path}?limit=1`)).toBe(400);
  });

  test('its package is downloaded byte for byte, even after the function has another', async () => {
    const { send, create, update, path, id } = await versionWorld();
    await create();
    await update(otherZip('# 2'));
    const answer = await send('demo', 'GET', `${path}/1?download=true`);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${id}_1"`);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(helloZip());
  });

  test('deleting the latest lowers the number; packages that nothing needs are removed', async () => {
    const { send, create, update, path, id, ports } = await versionWorld();
    await create();
    await update(otherZip('# 2'));
    expect(ports.packagesKept.size).toBe(2);
    expect((await send('demo', 'DELETE', `${path}/1`)).status).toBe(204);
    expect(ports.packagesKept.size).toBe(1);
    expect(await bodyOf(send('demo', 'GET', `/v1/functions/${id}`))).toMatchObject({
      latest_version: 0,
    });
    await create();
    await send('demo', 'DELETE', `${path}/1`);
    expect(ports.packagesKept.size).toBe(1);
    expect((await send('demo', 'GET', `/v1/functions/${id}?download=true`)).status).toBe(200);
  });

  test('deleting the function deletes its versions and packages', async () => {
    const { send, create, update, provision, provisioner, id, ports } = await versionWorld();
    await create();
    await update(otherZip('# 2'));
    await provision();
    expect(provisioner.published.size).toBe(1);
    expect((await send('demo', 'DELETE', `/v1/functions/${id}`)).status).toBe(204);
    await provision();
    expect(ports.packagesKept.size).toBe(0);
    expect([provisioner.published.size, provisioner.deployed.size]).toEqual([0, 0]);
    const key = { projectId: 'demo', functionId: id };
    expect(await ports.versions.list(key)).toEqual([]);
  });

  test('a version that something points at is not deleted; the refusals come in order', async () => {
    const { send, create, path, id } = await versionWorld();
    await create();
    const target = { function_id: id, function_version: 1 };
    await send('demo', 'POST', '/v1/aliases', { json: { name: 'prod', ...target } });
    const remove = () => refusal(send('demo', 'DELETE', `${path}/1`));
    expect(await remove()).toEqual([403, words('alias')]);
    const webhook = await bodyOf(send('demo', 'POST', '/v1/webhooks', { json: target }));
    expect(await remove()).toEqual([403, words('webhook')]);
    const pattern = '* * * * *';
    const job = await bodyOf(send('demo', 'POST', '/v1/jobs', { json: { ...target, pattern } }));
    expect(await remove()).toEqual([403, words('running job(s)')]);
    await send('demo', 'DELETE', `/v1/jobs/${job.id}`);
    await send('demo', 'DELETE', `/v1/webhooks/${webhook.id}`);
    await send('demo', 'DELETE', '/v1/aliases/prod');
    expect((await send('demo', 'DELETE', `${path}/1`)).status).toBe(204);
  });

  test('an administrator detaches a version that exists', async () => {
    const { send, create, path } = await versionWorld();
    await create();
    expect((await send('admin', 'POST', `${path}/1/detach`)).status).toBe(202);
    expect((await send('admin', 'POST', `${path}/2/detach`)).status).toBe(404);
    expect(await refusal(send('demo', 'POST', `${path}/1/detach`))).toEqual([
      403,
      'Operation not allowed',
    ]);
  });
});

const run = (functionId: string) => ({
  json: { function_id: functionId, function_version: 1, sync: true },
});

describe('executions on a version', () => {
  test('run the code that the version froze, and are counted for it', async () => {
    const { send, create, update, provision, runner, path, id } = await versionWorld();
    await provision();
    await create();
    await update(otherZip('# 2'));
    await provision();
    const answer = await send('demo', 'POST', '/v1/executions', run(id));
    expect(await bodyOf(answer)).toMatchObject({ status: 'success', function_version: 1 });
    expect(runner.asked).toMatchObject([{ function_id: id, qualifier: '1' }]);
    expect(await bodyOf(send('demo', 'GET', `${path}/1`))).toMatchObject({ count: 1 });
    expect(await bodyOf(send('demo', 'GET', `/v1/functions/${id}`))).toMatchObject({ count: 0 });
  });

  test('keep the time-out that the version was made with', async () => {
    const { send, create, provision, runner, id } = await versionWorld();
    await create();
    const form = new URLSearchParams({ timeout: '9' });
    await send('demo', 'PUT', `/v1/functions/${id}`, { body: form });
    await provision();
    await send('demo', 'POST', '/v1/executions', run(id));
    expect(runner.asked).toMatchObject([{ timeout_seconds: 5 }]);
  });

  test('wait until the version is published', async () => {
    const { send, create, runner, id } = await versionWorld();
    await create();
    const answer = await send('demo', 'POST', '/v1/executions', run(id));
    expect([answer.status, (await bodyOf(answer)).status]).toEqual([201, 'running']);
    expect(runner.asked).toEqual([]);
  });

  test('of a version that does not exist are refused', async () => {
    const { send, id } = await versionWorld();
    expect(await refusal(send('demo', 'POST', '/v1/executions', run(id)))).toEqual([
      404,
      `FunctionVersion not found [function_id=${id}, version_number=1]`,
    ]);
  });

  test('a webhook on a version runs that version', async () => {
    const { send, create, invocation, id, ports } = await versionWorld();
    await create();
    const json = { function_id: id, function_version: '1' };
    const webhook = await bodyOf(send('demo', 'POST', '/v1/webhooks', { json }));
    const path = `/v1/webhooks/${webhook.id}/invoke`;
    const invoked = await bodyOf(invocation.request(path, { method: 'POST' }));
    expect(await ports.executions.get('demo', invoked.execution_id)).toMatchObject({
      functionId: id,
      functionVersion: 1,
    });
  });
});
