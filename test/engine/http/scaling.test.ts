import { describe, expect, test } from 'vitest';
import { reconcileFunctions } from '../../../functions/engine/app/provisioning/reconcile-functions.ts';
import { projectLimits } from '../../../functions/contract/project-limits.ts';
import { anEngine, bodyOf, enginePorts, helloZip, unknownId } from '../support/engine-app.ts';
import { anExecution, aVersion } from '../support/engine-builders.ts';

const refusal = async (answer: Response | Promise<Response>) => [
  (await answer).status,
  (await bodyOf(answer)).faultstring,
];

function changedCode(): FormData {
  const form = new FormData();
  form.set('code', '{"source": "package"}');
  form.set('package', new File([helloZip('def main(): return 2\n')], 'hello_world.zip'));
  return form;
}

/** An engine with a function that has one version. */
async function scalingWorld() {
  const engine = anEngine();
  const { id } = await engine.createFunction();
  const path = `/v1/functions/${id}`;
  await engine.send('demo', 'POST', `${path}/versions`, { json: {} });
  await engine.provision();
  return { ...engine, id, path };
}

/**
 * A scaled version, and the environments that Lambda keeps ready, by function and Lambda's version
 * number.
 */
async function scaled() {
  const world = await scalingWorld();
  const scale = async (what: string, count: number) => {
    const path = `${world.path}/versions/1/${what}`;
    const answer = await world.send('admin', 'POST', path, { json: { count } });
    await world.provision();
    return answer;
  };
  return {
    ...world,
    scale,
    kept: () => [...world.provisioner.ready],
    key: { projectId: 'demo', functionId: world.id },
  };
}

describe('scaling', () => {
  test.each(['scale_up', 'scale_down', 'versions/0/scale_up', 'versions/1/scale_down'])(
    '%s is accepted from an administrator, and does nothing',
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

  test('a function or version that does not exist is 404', async () => {
    const { send, path } = await scalingWorld();
    const json = { count: 1 };
    const unknown = `/v1/functions/${unknownId()}`;
    expect((await send('admin', 'POST', `${unknown}/scale_up`, { json })).status).toBe(404);
    expect((await send('admin', 'POST', `${path}/versions/2/scale_up`, { json })).status).toBe(404);
    expect((await send('admin', 'POST', `${unknown}/detach`)).status).toBe(404);
    expect((await send('admin', 'GET', `${unknown}/workers`)).status).toBe(404);
  });
});

describe('scaling a version', () => {
  test('up has Lambda keep more environments ready, down fewer, and finally none', async () => {
    const { scale, kept, id } = await scaled();
    await scale('scale_up', 2);
    await scale('scale_up', 3);
    expect(kept()).toEqual([[`${id}:1`, 5]]);
    await scale('scale_down', 1);
    expect(kept()).toEqual([[`${id}:1`, 4]]);
    expect((await scale('scale_down', 9)).status).toBe(202);
    expect(kept()).toEqual([]);
  });

  test('that is not published yet happens once it is', async () => {
    const { send, path, id, provision, kept } = await scaled();
    await send('demo', 'PUT', path, { body: changedCode() });
    await send('demo', 'POST', `${path}/versions`, { json: {} });
    const up = await send('admin', 'POST', `${path}/versions/2/scale_up`, { json: { count: 1 } });
    expect(up.status).toBe(202);
    await provision();
    expect(kept()).toEqual([[`${id}:2`, 1]]);
  });

  test('over the limit of the project is 403; what is freed may be used again', async () => {
    const { scale, kept, id } = await scaled();
    await scale('scale_up', 9);
    expect(await refusal(scale('scale_up', 2))).toEqual([
      403,
      'The project has reached its limit of 10 provisioned environments.',
    ]);
    await scale('scale_down', 1);
    await scale('scale_up', 2);
    expect(kept()).toEqual([[`${id}:1`, 10]]);
  });

  test.each([
    ['versions/1/detach', 'POST', 'admin', 202],
    ['versions/1', 'DELETE', 'demo', 204],
    ['', 'DELETE', 'demo', 204],
  ] as const)('%s (%s) takes away what is kept ready', async (what, method, who, status) => {
    const { send, path, scale, kept, provision } = await scaled();
    await scale('scale_up', 2);
    expect((await send(who, method, what ? `${path}/${what}` : path)).status).toBe(status);
    await provision();
    expect(kept()).toEqual([]);
  });

  test('that can never run is 409, saying why', async () => {
    const { send, path, ports, key } = await scaled();
    const fn = (await ports.functions.get('demo', key.functionId))!;
    const never = aVersion(fn, { number: 2, publishError: 'too large' });
    await ports.versions.create(never, fn);
    const up = send('admin', 'POST', `${path}/versions/2/scale_up`, { json: { count: 1 } });
    expect(await refusal(up)).toEqual([409, 'Version 2 can not run: too large']);
    expect((await send('admin', 'POST', `${path}/versions/2/detach`)).status).toBe(202);
  });

  test('that Lambda refuses is logged, and repeated by the review', async () => {
    const ports = enginePorts();
    const limits = projectLimits.parse({ provisionedEnvironments: 500 });
    const engine = anEngine({ ...ports, settings: { ...ports.settings, limits } });
    const { id } = await engine.createFunction();
    const path = `/v1/functions/${id}/versions`;
    await engine.send('demo', 'POST', path, { json: {} });
    await engine.send('admin', 'POST', `${path}/1/scale_up`, { json: { count: 200 } });
    await engine.provision();
    const refused = { provisionPending: false, provisionError: 'Lambda has 100 to spare.' };
    const key = { projectId: 'demo', functionId: id };
    expect(await ports.versions.list(key)).toMatchObject([refused]);
    expect(ports.logged).toContain('version not scaled');
    expect(await bodyOf(engine.send('admin', 'GET', `/v1/functions/${id}/workers`))).toEqual({
      workers: [],
    });
    await reconcileFunctions({
      ...ports,
      deployedFunctions: { list: async () => [{ id, isCurrent: true }] },
      settings: { deployment: 'first' },
    });
    expect(ports.provisioningQueue.sent).toEqual([{ v: 1, ...key }]);
    expect(await ports.versions.list(key)).toMatchObject([{ provisionPending: true }]);
  });
});

describe('detaching', () => {
  test("replaces a function's environments by applying its code again", async () => {
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
  test('are the busy environments, one of those kept ready, and the others; only an administrator sees them', async () => {
    const { send, path, id, ports, provision } = await scalingWorld();
    const leaseUntil = '2026-11-23T08:01:00.000000Z';
    const busy = anExecution({ functionId: id, functionVersion: 1, attempt: 1, leaseUntil });
    const waiting = anExecution({ functionId: id });
    const others = anExecution({ attempt: 1, leaseUntil });
    await Promise.all([busy, waiting, others].map((each) => ports.executions.create(each)));
    const worker = { function_id: id, function_version: 1 };
    const workers = [{ ...worker, worker_name: `execution-${busy.id}` }];
    const seen = () => bodyOf(send('admin', 'GET', `${path}/workers`));
    expect(await seen()).toEqual({ workers });
    await send('admin', 'POST', `${path}/versions/1/scale_up`, { json: { count: 2 } });
    expect(await seen()).toEqual({ workers });
    await provision();
    const kept = { ...worker, worker_name: 'provisioned-1' };
    expect(await seen()).toEqual({ workers: [...workers, kept] });
    expect((await send('demo', 'GET', `${path}/workers`)).status).toBe(403);
  });
});
