import { describe, expect, test } from 'vitest';
import { memoryRuntimeStore } from '../../fakes/runtime-store.ts';
import {
  anEngine,
  bodyOf,
  enginePorts,
  functionForm,
  runtimeId,
  unknownId,
} from '../support/engine-app.ts';

const answerOf = async (answer: Response | Promise<Response>) => (await answer).status;

describe('runtimes', () => {
  test('every Python of Lambda is built in, oldest first', async () => {
    const { send } = anEngine();
    const { runtimes } = await bodyOf(send('demo', 'GET', '/v1/runtimes'));
    expect(runtimes.map(({ name }: { name: string }) => name)).toEqual([
      'python3.11',
      'python3.12',
      'python3.13',
      'python3.14',
    ]);
    expect(runtimes[0]).toEqual({
      id: runtimeId,
      name: 'python3.11',
      image: 'python3.11',
      description: 'Python 3.11 on AWS Lambda',
      is_public: true,
      trusted: true,
      status: 'available',
      project_id: null,
      created_at: '2026-01-01T00:00:00Z',
      updated_at: null,
    });
  });

  test.each([
    ['python3.13', 'available'],
    ['openstackqinling/python3-runtime:0.0.2', 'available'],
    ['openstackqinling/python-runtime', 'available'],
    ['openstackqinling/nodejs-runtime', 'error'],
    ['python2.7', 'error'],
  ])('a runtime with the image %s is creating, then %s', async (image, settled) => {
    const { send } = anEngine();
    const created = await send('admin', 'POST', '/v1/runtimes', { json: { image } });
    const runtime = await bodyOf(created);
    expect([created.status, runtime.status]).toEqual([201, 'creating']);
    expect(await bodyOf(send('demo', 'GET', `/v1/runtimes/${runtime.id}`))).toMatchObject({
      image,
      status: settled,
      is_public: true,
      trusted: true,
      project_id: 'admin',
    });
  });

  test("Qinling's images stand for the newest Python of the deployment, and others end in error", async () => {
    const { send } = anEngine({ ...enginePorts(), runtimes: memoryRuntimeStore(['python3.11']) });
    const settled = async (image: string) => {
      const { id } = await bodyOf(send('admin', 'POST', '/v1/runtimes', { json: { image } }));
      return (await bodyOf(send('demo', 'GET', `/v1/runtimes/${id}`))).status;
    };
    expect(await settled('openstackqinling/python3-runtime')).toBe('available');
    expect(await settled('python3.11')).toBe('available');
    expect(await settled('python3.14')).toBe('error');
  });

  test('a private runtime is visible to its own project only', async () => {
    const { send } = anEngine();
    const { id } = await bodyOf(
      send('admin', 'POST', '/v1/runtimes', { json: { image: 'python3.13', is_public: false } }),
    );
    const shown = await send('demo', 'GET', `/v1/runtimes/${id}`);
    expect([shown.status, await bodyOf(shown)]).toEqual([
      404,
      { faultcode: 'Client', faultstring: `Runtime not found [id=${id}]`, debuginfo: null },
    ]);
    const { runtimes } = await bodyOf(send('demo', 'GET', '/v1/runtimes'));
    expect(runtimes).toHaveLength(4);
  });

  test('only an administrator creates, changes, removes and measures one', async () => {
    const { send } = anEngine();
    const refusals = await Promise.all([
      bodyOf(send('demo', 'POST', '/v1/runtimes', { json: { image: 'python3.13' } })),
      bodyOf(send('demo', 'PUT', `/v1/runtimes/${runtimeId}`, { json: {} })),
      bodyOf(send('demo', 'DELETE', `/v1/runtimes/${runtimeId}`)),
      bodyOf(send('demo', 'GET', `/v1/runtimes/${runtimeId}/pool`)),
    ]);
    expect(refusals.map(({ faultstring }) => faultstring)).toEqual(
      Array.from({ length: 4 }, () => 'Operation not allowed'),
    );
  });

  test('the pool is shown without a check that the runtime exists', async () => {
    const { send } = anEngine();
    const id = unknownId();
    expect(await bodyOf(send('admin', 'GET', `/v1/runtimes/${id}/pool`))).toEqual({
      name: id,
      capacity: { total: 0, available: 0 },
    });
  });

  test('a new name is stored; a new image settles again', async () => {
    const { send } = anEngine();
    const { id } = await bodyOf(
      send('admin', 'POST', '/v1/runtimes', { json: { image: 'python3.13' } }),
    );
    const renamed = send('admin', 'PUT', `/v1/runtimes/${id}`, { json: { name: 'mine' } });
    expect(await bodyOf(renamed)).toMatchObject({ name: 'mine', status: 'available' });
    const moved = send('admin', 'PUT', `/v1/runtimes/${id}`, { json: { image: 'nowhere' } });
    expect(await bodyOf(moved)).toMatchObject({ status: 'upgrading' });
    const again = await send('admin', 'PUT', `/v1/runtimes/${id}`, {
      json: { image: 'python3.13' },
    });
    expect([again.status, (await bodyOf(again)).faultstring]).toEqual([
      409,
      `Runtime ${id} is not available.`,
    ]);
  });

  test('a runtime in use can be neither removed nor given another image', async () => {
    const { send } = anEngine();
    const { id } = await bodyOf(
      send('admin', 'POST', '/v1/runtimes', { json: { image: 'python3.13' } }),
    );
    await send('demo', 'POST', '/v1/functions', { body: functionForm({ runtime_id: id }) });
    const removal = await send('admin', 'DELETE', `/v1/runtimes/${id}`);
    expect([removal.status, (await bodyOf(removal)).faultstring]).toEqual([
      403,
      `Runtime ${id} is still in use.`,
    ]);
    const change = send('admin', 'PUT', `/v1/runtimes/${id}`, { json: { image: 'python3.12' } });
    expect(await answerOf(change)).toBe(403);
  });

  test('a runtime that nothing uses is removed; a built-in one never is', async () => {
    const { send } = anEngine();
    const { id } = await bodyOf(
      send('admin', 'POST', '/v1/runtimes', { json: { image: 'python3.13' } }),
    );
    expect(await answerOf(send('admin', 'DELETE', `/v1/runtimes/${id}`))).toBe(204);
    expect(await answerOf(send('admin', 'GET', `/v1/runtimes/${id}`))).toBe(404);
    expect(await answerOf(send('admin', 'DELETE', `/v1/runtimes/${runtimeId}`))).toBe(403);
  });

  test.each([
    [{}, "Required param is missing. Required: {'image'}"],
    [{ image: 'python3.13', bogus: 1 }, 'Unknown attribute for argument runtime: bogus'],
    [
      { image: 'python3.13', status: 'available' },
      "Invalid input for field/attribute status. Value: 'available'. Cannot set read only field.",
    ],
    [{ image: 5 }, "Invalid input for field/attribute image. Value: '5'. Wrong type."],
  ])('%o is refused', async (json, faultstring) => {
    const { send } = anEngine();
    const answer = await send('admin', 'POST', '/v1/runtimes', { json });
    expect([answer.status, await bodyOf(answer)]).toEqual([
      400,
      { faultcode: 'Client', faultstring, debuginfo: null },
    ]);
  });
});
