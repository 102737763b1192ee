import { describe, expect, test } from 'vitest';
import { anEngine, bodyOf, unknownId } from '../../support/engine-app.ts';
import { anExecution } from '../../support/engine-builders.ts';

const refusal = async (answer: Response | Promise<Response>) => [
  (await answer).status,
  (await bodyOf(answer)).faultstring,
];

/** An engine with a function that has one version. */
async function scalingWorld() {
  const engine = anEngine();
  const { id } = await engine.createFunction();
  const path = `/v1/functions/${id}`;
  await engine.send('demo', 'POST', `${path}/versions`, { json: {} });
  await engine.provision();
  return { ...engine, id, path };
}

describe('scaling', () => {
  test.each(['scale_up', 'scale_down', 'versions/1/scale_up', 'versions/0/scale_down'])(
    "%s is accepted from an administrator: Lambda's environments come and go by themselves",
    async (what) => {
      const { send, path } = await scalingWorld();
      const answer = await send('admin', 'POST', `${path}/${what}`, { json: { count: 2 } });
      expect([answer.status, await answer.text()]).toEqual([202, '']);
      expect(
        await refusal(send('demo', 'POST', `${path}/${what}`, { json: { count: 2 } })),
      ).toEqual([403, 'Operation not allowed']);
    },
  );

  test.each([[{ count: 0 }], [{}], [{ count: 'x' }], [{ count: 1, bogus: 1 }]])(
    '%o is refused',
    async (json) => {
      const { send, path } = await scalingWorld();
      expect((await send('admin', 'POST', `${path}/scale_up`, { json })).status).toBe(400);
    },
  );

  test('what is not there is 404', async () => {
    const { send, path } = await scalingWorld();
    const json = { count: 1 };
    const unknown = `/v1/functions/${unknownId()}`;
    expect((await send('admin', 'POST', `${unknown}/scale_up`, { json })).status).toBe(404);
    expect((await send('admin', 'POST', `${path}/versions/2/scale_up`, { json })).status).toBe(404);
    expect((await send('admin', 'POST', `${unknown}/detach`)).status).toBe(404);
    expect((await send('admin', 'GET', `${unknown}/workers`)).status).toBe(404);
  });
});

describe('detaching', () => {
  test('gives a function fresh environments: its code is applied again', async () => {
    const { send, path, id, ports, provision } = await scalingWorld();
    expect(await refusal(send('demo', 'POST', `${path}/detach`))).toEqual([
      403,
      'Operation not allowed',
    ]);
    const answer = await send('admin', 'POST', `${path}/detach`);
    expect([answer.status, await answer.text()]).toEqual([202, '']);
    expect(await ports.functions.get('demo', id)).toMatchObject({
      revision: 2,
      appliedRevision: 1,
      updatedAt: null,
    });
    await provision();
    expect(await ports.functions.get('demo', id)).toMatchObject({ appliedRevision: 2 });
  });
});

describe('workers', () => {
  test("are the environments that are busy now, an administrator's to see", async () => {
    const { send, path, id, ports } = await scalingWorld();
    const leaseUntil = '2026-11-23T08:01:00.000000Z';
    const busy = anExecution({ functionId: id, functionVersion: 1, attempt: 1, leaseUntil });
    const waiting = anExecution({ functionId: id });
    const others = anExecution({ attempt: 1, leaseUntil });
    await Promise.all([busy, waiting, others].map((each) => ports.executions.create(each)));
    expect(await bodyOf(send('admin', 'GET', `${path}/workers`))).toEqual({
      workers: [{ function_id: id, function_version: 1, worker_name: `execution-${busy.id}` }],
    });
    expect((await send('demo', 'GET', `${path}/workers`)).status).toBe(403);
  });
});
