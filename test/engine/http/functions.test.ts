import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  anEngine,
  bodyOf,
  functionForm,
  helloZip,
  runtimeId,
  unknownId,
} from '../support/engine-app.ts';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

describe('creating a function', () => {
  test('answers 201 with every field, the code an object with the computed checksum', async () => {
    const { send, ports } = anEngine();
    const answer = await send('demo', 'POST', '/v1/functions', {
      body: functionForm({ entry: 'hello_world.main', name: 'hello' }),
    });
    expect(answer.status).toBe(201);
    const created = await bodyOf(answer);
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'hello',
      description: null,
      cpu: 100,
      memory_size: 33_554_432,
      timeout: 5,
      runtime_id: runtimeId,
      code: { source: 'package', md5sum: md5(helloZip()) },
      entry: 'hello_world.main',
      count: 0,
      latest_version: 0,
      project_id: 'demo',
      created_at: '2026-11-23T08:00:00Z',
      updated_at: null,
    });
    expect(ports.provisioningQueue.sent).toEqual([
      { v: 1, projectId: 'demo', functionId: created.id },
    ]);
    expect([...ports.packagesKept.values()]).toEqual([helloZip()]);
  });

  test('entry is main.main unless given', async () => {
    const { send } = anEngine();
    const answer = await send('demo', 'POST', '/v1/functions', { body: functionForm() });
    expect(await bodyOf(answer)).toMatchObject({ entry: 'main.main' });
  });

  test('is accepted even if the queue is unavailable: the row is due', async () => {
    const engine = anEngine();
    const { ports } = engine;
    ports.provisioningQueue.send = () => Promise.reject(new Error('queue away'));
    const answer = await engine.send('demo', 'POST', '/v1/functions', { body: functionForm() });
    expect(answer.status).toBe(201);
    expect(await ports.revisions.due(ports.clock.advance(61), 100)).toHaveLength(1);
  });

  test('a package over 4 MB is refused, and the answer says what to do instead', async () => {
    const { send } = anEngine();
    const big = new Uint8Array(4 * 1024 * 1024 + 1);
    const answer = await send('demo', 'POST', '/v1/functions', { body: functionForm({}, big) });
    expect(answer.status).toBe(413);
    expect(await bodyOf(answer)).toEqual({
      faultstring: expect.stringContaining('POST /packages'),
    });
  });

  test('unknown fields of a form are ignored', async () => {
    const { send } = anEngine();
    const form = functionForm({ bogus: 'x' });
    expect((await send('demo', 'POST', '/v1/functions', { body: form })).status).toBe(201);
  });

  test.each([
    [
      { timeout: '0' },
      'timeout resource limitation not within the allowable range: 1 ~ 300(seconds).',
    ],
    [
      { timeout: '301' },
      'timeout resource limitation not within the allowable range: 1 ~ 300(seconds).',
    ],
    [{ timeout: 'x' }, 'Invalid timeout resource specified. An integer is required.'],
    [
      { cpu: '301' },
      'cpu resource limitation not within the allowable range: 100 ~ 300(millicpu).',
    ],
    [
      { memory_size: '1' },
      'memory resource limitation not within the allowable range: 33554432 ~ 134217728(bytes).',
    ],
    [{ code: '{"source": "tape"}' }, /^Invalid code source specified, available sources: /],
    [{ code: '{"source": ' }, /^Invalid input, /],
    [{ code: '["package"]' }, /^Invalid input, /],
    [{ runtime_id: '' }, '"runtime_id" must be specified.'],
    [{ code: '{"source": "package", "md5sum": "0"}' }, 'Package md5 mismatch.'],
    [
      { code: '{"source": "swift", "swift": {"container": "c"}}' },
      'Both container and object must be provided for swift type function.',
    ],
    [
      { code: '{"source": "swift", "swift": {"container": "c", "object": "o"}}' },
      'Failed to validate object in Swift.',
    ],
    [{ name: 'n'.repeat(256) }, /255/],
    [{ entry: 'e'.repeat(81) }, /80/],
  ])('%o is refused', async (fields, message) => {
    const { send } = anEngine();
    const answer = await send('demo', 'POST', '/v1/functions', {
      body: functionForm(fields),
    });
    expect(answer.status).toBe(400);
    expect((await bodyOf(answer)).faultstring).toMatch(message);
  });

  test.each([
    ['no package at all', null, 'Package is missing.'],
    ['an empty package', new Uint8Array(), 'Package is not a valid ZIP package.'],
    ['no zip', new TextEncoder().encode('print(1)'), 'Package is not a valid ZIP package.'],
  ])('%s is refused', async (_what, zip, faultstring) => {
    const { send } = anEngine();
    const answer = await send('demo', 'POST', '/v1/functions', { body: functionForm({}, zip) });
    expect(answer.status).toBe(400);
    expect(await bodyOf(answer)).toEqual({ faultstring });
  });

  test('no code is refused, also in a URL-encoded form and in JSON', async () => {
    const { send } = anEngine();
    const urlEncoded = new URLSearchParams({ runtime_id: runtimeId, timeout: '5' });
    const sent = [{ body: urlEncoded }, { json: { runtime_id: runtimeId, timeout: 5 } }];
    const faults = await Promise.all(
      sent.map(async (what) => (await send('demo', 'POST', '/v1/functions', what)).json()),
    );
    const faultstring = "Required param is missing. Required: {'code'}";
    expect(faults).toEqual([{ faultstring }, { faultstring }]);
  });

  test('an unknown runtime is 404, a broken one 400', async () => {
    const { send } = anEngine();
    const id = unknownId();
    const unknown = await send('demo', 'POST', '/v1/functions', {
      body: functionForm({ runtime_id: id }),
    });
    expect([unknown.status, await bodyOf(unknown)]).toEqual([
      404,
      { faultstring: `Runtime not found [id=${id}]` },
    ]);
    const broken = await bodyOf(
      send('admin', 'POST', '/v1/runtimes', { json: { image: 'openstack/node' } }),
    );
    const answer = await send('demo', 'POST', '/v1/functions', {
      body: functionForm({ runtime_id: broken.id }),
    });
    expect([answer.status, await bodyOf(answer)]).toEqual([
      400,
      { faultstring: `Runtime ${broken.id} is not available.` },
    ]);
  });
});

describe('reading functions', () => {
  test('a list carries the code as JSON text', async () => {
    const { send, createFunction } = anEngine();
    const { id } = await createFunction();
    const { functions } = await bodyOf(send('demo', 'GET', '/v1/functions'));
    expect(functions).toEqual([
      expect.objectContaining({
        id,
        code: `{"source": "package", "md5sum": "${md5(helloZip())}"}`,
      }),
    ]);
  });

  test('count is the number of executions', async () => {
    const { send, createFunction, ports } = anEngine();
    const { id } = await createFunction();
    await ports.executionCounts.add({ projectId: 'demo', id });
    expect(await bodyOf(send('demo', 'GET', `/v1/functions/${id}`))).toMatchObject({
      count: 1,
    });
  });

  test("another project's function is 404; an administrator reads it", async () => {
    const { send, createFunction } = anEngine();
    const { id } = await createFunction();
    const faultstring = `Function not found [id=${id}]`;
    const foreign = await send('alt', 'GET', `/v1/functions/${id}`);
    expect([foreign.status, await bodyOf(foreign)]).toEqual([404, { faultstring }]);
    expect((await send('admin', 'GET', `/v1/functions/${id}`)).status).toBe(200);
    expect(await bodyOf(send('alt', 'GET', '/v1/functions'))).toEqual({ functions: [] });
  });

  test('an administrator lists the own project, all, or one; others are refused all and get their own', async () => {
    const { send, createFunction } = anEngine();
    await createFunction('demo');
    await createFunction('alt');
    const list = async (who: string, query: string) => {
      const answer = await send(who, 'GET', `/v1/functions${query}`);
      const body = await bodyOf(answer);
      return body.functions?.map((fn: { project_id: string }) => fn.project_id) ?? body.faultstring;
    };
    expect(await list('admin', '')).toEqual([]);
    expect((await list('admin', '?all_projects=true')).toSorted()).toEqual(['alt', 'demo']);
    expect(await list('admin', '?project_id=alt')).toEqual(['alt']);
    expect(await list('admin', '?project_id=neq:alt')).toEqual(['demo']);
    expect(await list('demo', '?project_id=alt')).toEqual(['demo']);
    expect(await list('demo', '?all_projects=true')).toBe('Operation not allowed');
    expect(await list('demo', '?name=x')).toBe('Unknown argument: "name"');
    expect(await list('demo', '?limit=1')).toBe('Unknown argument: "limit"');
  });

  test('a download is the stored package, byte for byte', async () => {
    const { send, createFunction } = anEngine();
    const { id } = await createFunction();
    const answer = await send('demo', 'GET', `/v1/functions/${id}?download=true`);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${id}"`);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(helloZip());
  });
});

describe('changing a function', () => {
  test('a new name or description is stored without a change in Lambda', async () => {
    const { send, createFunction, ports } = anEngine();
    const { id } = await createFunction();
    const answer = await send('demo', 'PUT', `/v1/functions/${id}`, {
      body: new URLSearchParams({ name: 'other', source: 'swift', swift: 'container' }),
    });
    expect([answer.status, await bodyOf(answer)]).toEqual([
      200,
      expect.objectContaining({ name: 'other', updated_at: '2026-11-23T08:00:00Z' }),
    ]);
    expect(ports.provisioningQueue.sent).toHaveLength(1);
  });

  test('other limits and another package make a new revision, and the old package is removed', async () => {
    const { send, createFunction, ports } = anEngine();
    const { id } = await createFunction();
    const zip = helloZip('def main(): return 2\n');
    const form = new FormData();
    form.set('source', 'package');
    form.set('timeout', '9');
    form.set('package', new File([zip], 'hello_world.zip'));
    const answer = await send('demo', 'PUT', `/v1/functions/${id}`, { body: form });
    expect(await bodyOf(answer)).toMatchObject({
      timeout: 9,
      code: { source: 'package', md5sum: md5(zip) },
    });
    expect(await ports.functions.get('demo', id)).toMatchObject({ revision: 2 });
    expect(ports.provisioningQueue.sent).toHaveLength(2);
    expect([...ports.packagesKept.values()]).toEqual([zip]);
  });

  test('an empty change changes nothing', async () => {
    const { send, createFunction, ports } = anEngine();
    const { id } = await createFunction();
    expect((await send('demo', 'PUT', `/v1/functions/${id}`)).status).toBe(200);
    expect(await ports.functions.get('demo', id)).toMatchObject({ revision: 1 });
  });

  test('two changes at once are both kept', async () => {
    const { send, createFunction } = anEngine();
    const { id } = await createFunction();
    const change = (fields: Record<string, string>) =>
      send('demo', 'PUT', `/v1/functions/${id}`, { body: new URLSearchParams(fields) });
    await Promise.all([change({ timeout: '9' }), change({ entry: 'a.b' }), change({ cpu: '200' })]);
    expect(await bodyOf(send('demo', 'GET', `/v1/functions/${id}`))).toMatchObject({
      timeout: 9,
      entry: 'a.b',
      cpu: 200,
    });
  });

  test.each([
    [{ code: '{"source": "image"}' }, 'The function code type can not be changed.'],
    [{ cpu: '1' }, 'cpu resource limitation not within the allowable range: 100 ~ 300(millicpu).'],
  ])('%o is refused', async (fields, faultstring) => {
    const { send, createFunction } = anEngine();
    const { id } = await createFunction();
    const answer = await send('demo', 'PUT', `/v1/functions/${id}`, {
      body: new URLSearchParams(fields as Record<string, string>),
    });
    expect([answer.status, await bodyOf(answer)]).toEqual([400, { faultstring }]);
  });

  test('a checksum given by the client is refused if it is unchanged', async () => {
    const { send, createFunction } = anEngine();
    const { id } = await createFunction();
    const code = JSON.stringify({ source: 'package', md5sum: md5(helloZip()) });
    const named = await send('demo', 'PUT', `/v1/functions/${id}`, {
      body: functionForm({ code }),
    });
    expect([named.status, await bodyOf(named)]).toEqual([
      400,
      { faultstring: 'The function code checksum is not changed.' },
    ]);
    const unnamed = await send('demo', 'PUT', `/v1/functions/${id}`, { body: functionForm() });
    expect(unnamed.status).toBe(200);
  });
});

describe('deleting a function', () => {
  test('hides it at once and asks the provisioner to remove it', async () => {
    const { send, createFunction, ports } = anEngine();
    const { id } = await createFunction();
    expect((await send('demo', 'DELETE', `/v1/functions/${id}`)).status).toBe(204);
    expect((await send('demo', 'GET', `/v1/functions/${id}`)).status).toBe(404);
    expect(ports.provisioningQueue.sent).toHaveLength(2);
    expect(ports.packagesKept.size).toBe(0);
    expect(await ports.revisions.isRemoved('demo', id)).toBe(true);
  });

  test('is refused while a webhook points at it, and to everybody but its owner', async () => {
    const { send, createFunction, createWebhook } = anEngine();
    const { id } = await createFunction();
    const webhook = await createWebhook(id);
    const fault = async (who: string) => {
      const answer = await send(who, 'DELETE', `/v1/functions/${id}`);
      return [answer.status, (await bodyOf(answer)).faultstring];
    };
    expect(await fault('admin')).toEqual([
      403,
      'The function is still associated with webhook(s).',
    ]);
    await send('demo', 'DELETE', `/v1/webhooks/${webhook.id}`);
    expect(await fault('admin')).toEqual([403, 'Function can only be deleted by its owner.']);
    expect(await fault('alt')).toEqual([404, `Function not found [id=${id}]`]);
  });

  test('checks the form of the id, which reading does not', async () => {
    const { send } = anEngine();
    const deleted = await send('demo', 'DELETE', '/v1/functions/nope');
    expect([deleted.status, await bodyOf(deleted)]).toEqual([
      400,
      {
        faultcode: 'Client',
        faultstring:
          "Invalid input for field/attribute id. Value: 'nope'. unable to convert to uuid. Error: Expected a uuid but received nope.",
        debuginfo: null,
      },
    ]);
    const read = await send('demo', 'GET', '/v1/functions/nope');
    expect([read.status, await bodyOf(read)]).toEqual([
      404,
      { faultstring: 'Function not found [id=nope]' },
    ]);
  });
});
