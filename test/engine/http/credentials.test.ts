import { describe, expect, test } from 'vitest';
import { memoryFunctionRunner, returning } from '../../fakes/function-runner.ts';
import { aCaller } from '../support/engine-builders.ts';
import {
  anEngine,
  bodyOf,
  enginePorts,
  functionForm,
  helloZip,
  unknownId,
} from '../support/engine-app.ts';

const secret = 'correct horse battery staple';
const credential = { id: 'c1', secret };

/** A function of `demo-user` in `demo`, whose project has a second member and a reader. */
async function world() {
  const ports = enginePorts();
  const runner = memoryFunctionRunner(returning('"done"', 'hi\n'));
  const others: Readonly<Record<string, Partial<Parameters<typeof aCaller>[0]>>> = {
    reader: { userId: 'reader-user', roles: ['reader'] },
    colleague: { userId: 'colleague-user' },
  };
  const engine = anEngine({
    ...ports,
    runner,
    authenticator: {
      byToken: async (token) =>
        others[token] ? aCaller(others[token]) : ports.authenticator.byToken(token),
    },
  });
  const known = ports.applicationCredentials.known;
  known.set('c1', { secret, caller: aCaller() });
  known.set('other-user', { secret, caller: aCaller({ userId: 'colleague-user' }) });
  known.set('other-project', { secret, caller: aCaller({ projectId: 'alt' }) });
  const fn = await engine.createFunction();
  await engine.provision();
  const at = `/v1/functions/${fn.id}/credential`;
  const put = (json: unknown = credential, who = 'demo') => engine.send(who, 'PUT', at, { json });
  const shown = async (who = 'demo') => {
    const answer = await engine.send(who, 'GET', at);
    return answer.status === 200 ? Object.values(Object(await answer.json()))[0] : answer.status;
  };
  /** Runs the function, or a version of it: what it was given, and its log without the frame. */
  const run = async (version = 0) => {
    const json = { function_id: fn.id, function_version: version, sync: true };
    const execution = await bodyOf(engine.send('demo', 'POST', '/v1/executions', { json }));
    const log = await engine.send('demo', 'GET', `/v1/executions/${execution.id}/log`);
    const { os_token: token, os_auth_url: authUrl } = runner.asked.at(-1)!;
    const lines = (await log.text()).split('\n').slice(1, -2);
    return { status: execution.status, token, authUrl, lines };
  };
  const newCode = (who: string, source = 'def main(): return 2\n') =>
    engine.send(who, 'PUT', `/v1/functions/${fn.id}`, {
      body: functionForm({ code: '{"source": "package"}' }, helloZip(source)),
    });
  return { ...engine, ports, runner, known, fn, at, put, shown, run, newCode };
}

const withToken = {
  status: 'success',
  token: 'token of c1',
  authUrl: 'http://taibai.example:7070/identity/v3',
  lines: ['hi'],
};
const without = (...lines: readonly string[]) => ({
  status: 'success',
  token: undefined,
  authUrl: undefined,
  lines: [...lines, 'hi'],
});
const ended =
  'No token: Application credential c1 was registered before somebody else changed the function. Its owner can register it again.';

describe("a function's application credential", () => {
  test('gives each run a token that outlasts the time-out by a minute; without one there is none', async () => {
    const { put, run, ports, send, at } = await world();
    expect(await run()).toEqual(without());
    expect((await put()).status).toBe(204);
    expect(await run()).toEqual(withToken);
    expect(ports.applicationCredentials.seconds).toEqual([65]);
    expect((await send('demo', 'DELETE', at)).status).toBe(204);
    expect(await run()).toEqual(without());
    expect((await send('demo', 'DELETE', at)).status).toBe(404);
  });

  test('that is revoked or has expired leaves the run without a token, and the log says so', async () => {
    const { put, run, known } = await world();
    await put();
    known.delete('c1');
    expect(await run()).toEqual(
      without(
        'No token: Application credential c1 is gone or has expired, or its user has lost the project or its roles.',
      ),
    );
  });

  test('that was encrypted with a key that is gone, or for another place, is not used', async () => {
    const { put, run, ports, fn } = await world();
    await put();
    const row = (await ports.functions.get('demo', fn.id))!;
    const moved = { ...row.credential!, id: 'c2' };
    await ports.functions.replace({ ...row, credential: moved }, row);
    expect(await run()).toEqual(
      without('No token: Application credential c2 cannot be read any more: register it again.'),
    );
  });

  test.each([
    ['is wrong', { id: 'c1', secret: 'wrong' }, 400],
    ['is unknown', { id: 'c2', secret }, 400],
    ["is another user's", { id: 'other-user', secret }, 403],
    ['is for another project', { id: 'other-project', secret }, 403],
    ['has no secret', { id: 'c1' }, 400],
    ['has more fields', { ...credential, name: 'x' }, 400],
    ['has no id', { id: '', secret }, 400],
    ['has half a surrogate pair', { id: 'c1', secret: '\ud800' }, 400],
    ['is no text', { id: 'c1', secret: 1 }, 400],
  ])('that %s is refused and not stored', async (_what, json, status) => {
    const { put, shown } = await world();
    const answer = await put(json);
    expect([answer.status, await shown()]).toEqual([status, 404]);
  });

  test('has an id of 64 characters and a secret of 4096 characters, and no longer ones', async () => {
    const { put, known } = await world();
    const [id, longest] = ['i'.repeat(64), 's'.repeat(4096)];
    known.set(id, { secret: longest, caller: aCaller() });
    known.set(`${id}i`, { secret, caller: aCaller() });
    known.set('c1', { secret: `${longest}s`, caller: aCaller() });
    expect((await put({ id, secret: longest })).status).toBe(204);
    expect((await put({ id: `${id}i`, secret })).status).toBe(400);
    expect((await put({ id: 'c1', secret: `${longest}s` })).status).toBe(400);
  });

  test('is registered by members, its id is read by readers, and by nobody of another project', async () => {
    const { put, shown, send, at } = await world();
    expect((await put(credential, 'reader')).status).toBe(403);
    expect((await put(credential, 'alt')).status).toBe(404);
    await put();
    expect(await shown('reader')).toEqual({ id: 'c1', user_id: 'demo-user', active: true });
    expect(await shown('alt')).toBe(404);
    expect(await shown('nobody')).toBe(401);
    expect((await send('reader', 'DELETE', at)).status).toBe(403);
    expect((await send('alt', 'DELETE', at)).status).toBe(404);
    const nowhere = `/v1/functions/${unknownId()}/credential`;
    expect((await send('demo', 'GET', nowhere)).status).toBe(404);
  });

  test('stays with code that its owner changes', async () => {
    const { put, newCode, provision, run } = await world();
    await put();
    expect((await newCode('demo')).status).toBe(200);
    await provision();
    expect(await run()).toEqual(withToken);
  });

  test.each(['code', 'a secret', 'memory'])(
    'does not go to a function whose %s somebody else has set, until its owner registers it again',
    async (what) => {
      const { put, newCode, send, fn, provision, run, shown } = await world();
      await put();
      if (what === 'code') await newCode('colleague');
      if (what === 'a secret')
        await send('colleague', 'PUT', `/v1/functions/${fn.id}/secrets/HTTP_PROXY`, {
          json: { value: 'http://proxy.example' },
        });
      if (what === 'memory')
        await send('admin', 'PUT', `/v1/functions/${fn.id}`, {
          json: { memory_size: 134_217_728 },
        });
      await provision();
      expect(await run()).toEqual(without(ended));
      expect(await shown()).toEqual({ id: 'c1', user_id: 'demo-user', active: false });
      await put();
      expect(await run()).toEqual(withToken);
    },
  );

  test('stays if somebody else changes only the name', async () => {
    const { put, send, fn, run } = await world();
    await put();
    await send('colleague', 'PUT', `/v1/functions/${fn.id}`, { json: { name: 'new' } });
    expect(await run()).toEqual(withToken);
  });

  test('goes with a version as it was when that was published', async () => {
    const { put, send, at, fn, provision, run, newCode } = await world();
    const publish = () => send('demo', 'POST', `/v1/functions/${fn.id}/versions`, { json: {} });
    expect((await publish()).status).toBe(201);
    await put();
    // The code is the same, and the credential is not.
    expect((await publish()).status).toBe(201);
    await newCode('colleague');
    await provision();
    expect((await publish()).status).toBe(201);
    await send('demo', 'DELETE', at);
    await provision();
    expect(await run(1)).toEqual(without());
    expect(await run(2)).toEqual(withToken);
    expect(await run(3)).toEqual(without(ended));
    expect(await run()).toEqual(without());
  });

  test('is not given to code that came while it was being registered', async () => {
    const { put, newCode, ports, shown } = await world();
    const verify = ports.applicationCredentials.byApplicationCredential;
    let first = true;
    Object.assign(ports.applicationCredentials, {
      byApplicationCredential: async (...given: Parameters<typeof verify>) => {
        if (first) await newCode('colleague');
        first = false;
        return verify(...given);
      },
    });
    expect((await put()).status).toBe(409);
    expect(await shown()).toBe(404);
    expect((await put()).status).toBe(204);
  });

  test('is never shown: in no answer, row, message or log', async () => {
    const { put, send, ports, provision, fn, at, run } = await world();
    const answers = [await put(), await put({ ...credential, nested: { secret } })];
    answers.push(await send('demo', 'PUT', at, { body: `{"id": "c1", "secret": "${secret}"` }));
    await send('demo', 'POST', `/v1/functions/${fn.id}/versions`, { json: {} });
    await provision();
    const ran = await run();
    // oxlint-disable-next-line no-await-in-loop -- one after another
    for (const path of ['', `/${fn.id}`, `/${fn.id}/credential`, `/${fn.id}/versions`])
      answers.push(await send('admin', 'GET', `/v1/functions${path}`));
    answers.push(await send('demo', 'GET', '/v1/executions'));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    const rows = [
      await ports.functions.listAll(),
      await ports.versions.list({ projectId: 'demo', functionId: fn.id }),
    ];
    expect(JSON.stringify([texts, rows, ports.logged, ran.lines])).not.toContain('horse');
    expect(JSON.stringify([texts, ports.logged, ran.lines])).not.toMatch(/sealed|token of/);
  });

  test('waits out an outage of the identity service: the function does not run without its token', async () => {
    const { put, ports, runner, send, fn } = await world();
    await put();
    ports.applicationCredentials.outage = true;
    const json = { function_id: fn.id, sync: true };
    expect((await send('demo', 'POST', '/v1/executions', { json })).status).toBe(503);
    expect(runner.asked).toEqual([]);
    const [execution] = await ports.executions.list('demo', { limit: 10 });
    expect(execution).toMatchObject({ status: 'running', attempt: 0 });
  });
});
