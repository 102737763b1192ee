import { describe, expect, test } from 'vitest';
import { aCaller } from '../support/engine-builders.ts';
import {
  anEngine,
  bodyOf,
  enginePorts,
  functionForm,
  helloZip,
  unknownId,
} from '../support/engine-app.ts';

const value = 'correct horse battery staple';

/** A function of the project `demo`, with a reader in it. */
async function world() {
  const ports = enginePorts();
  const engine = anEngine({
    ...ports,
    authenticator: {
      byToken: async (token) =>
        token === 'reader' ? aCaller({ roles: ['reader'] }) : ports.authenticator.byToken(token),
    },
  });
  const fn = await engine.createFunction();
  const at = (name = '', id = fn.id) => `/v1/functions/${id}/secrets${name && `/${name}`}`;
  const put = (name: string, secret: unknown = value, who = 'demo') =>
    engine.send(who, 'PUT', at(name), { json: { value: secret } });
  const names = async (who = 'demo', path = at()) => {
    const answer = await engine.send(who, 'GET', path);
    return answer.status === 200 ? answer.json() : answer.status;
  };
  const secretsOf = (functionId: string, version?: string) => {
    const { deployed, published } = engine.provisioner;
    const found = version ? published.get(`${functionId}:${version}`) : deployed.get(functionId);
    return Object.fromEntries(found?.secrets ?? []);
  };
  return { ...engine, ports, fn, at, put, names, secretsOf };
}
const named = (...names: readonly string[]) => ({ secrets: names.map((name) => ({ name })) });

describe('a secret of a function', () => {
  test('is set, replaced and removed, and only its name is listed', async () => {
    const { put, names, send, at, secretsOf, provision, fn } = await world();
    expect(await names()).toEqual(named());
    expect((await put('B_KEY')).status).toBe(204);
    expect((await put('A_KEY', '')).status).toBe(204);
    expect(await names()).toEqual(named('A_KEY', 'B_KEY'));
    await provision();
    expect(secretsOf(fn.id)).toEqual({ A_KEY: '', B_KEY: value });
    await put('B_KEY', 'other');
    await provision();
    expect(secretsOf(fn.id)).toEqual({ A_KEY: '', B_KEY: 'other' });
    expect((await send('demo', 'DELETE', at('B_KEY'))).status).toBe(204);
    expect((await send('demo', 'DELETE', at('B_KEY'))).status).toBe(404);
    expect(await names()).toEqual(named('A_KEY'));
    await provision();
    expect(secretsOf(fn.id)).toEqual({ A_KEY: '' });
  });

  test('is a new revision: no execution runs with the secrets of before', async () => {
    const { put, ports, fn, provision } = await world();
    await provision();
    await put('KEY');
    const before = await ports.functions.get('demo', fn.id);
    expect(before).toMatchObject({ revision: 2, appliedRevision: 1 });
    await provision();
    expect(await ports.functions.get('demo', fn.id)).toMatchObject({ appliedRevision: 2 });
  });

  test('is set and removed by members, listed by readers, and by nobody of another project', async () => {
    const { put, names, send, at } = await world();
    await put('KEY');
    expect((await put('KEY', 'x', 'reader')).status).toBe(403);
    expect((await send('reader', 'DELETE', at('KEY'))).status).toBe(403);
    expect(await names('reader')).toEqual(named('KEY'));
    expect((await put('KEY', 'x', 'alt')).status).toBe(404);
    expect((await send('alt', 'DELETE', at('KEY'))).status).toBe(404);
    expect(await names('alt')).toBe(404);
    expect(await names('nobody')).toBe(401);
    expect(await names('demo', at('', unknownId()))).toBe(404);
    expect(await names()).toEqual(named('KEY'));
  });

  test('is kept by changes of the function, and by a detach', async () => {
    const { put, send, names, provision, secretsOf, fn } = await world();
    await put('KEY');
    await send('demo', 'PUT', `/v1/functions/${fn.id}`, {
      body: functionForm({ name: 'new' }, helloZip('x = 2')),
    });
    expect((await send('admin', 'POST', `/v1/functions/${fn.id}/detach`)).status).toBe(202);
    await provision();
    expect([await names(), secretsOf(fn.id)]).toEqual([named('KEY'), { KEY: value }]);
  });

  test('stays with a version as it was published, whatever the function has since', async () => {
    const { put, send, at, provision, secretsOf, fn } = await world();
    await put('KEY', 'first');
    const publish = () => send('demo', 'POST', `/v1/functions/${fn.id}/versions`, { json: {} });
    expect((await publish()).status).toBe(201);
    expect((await publish()).status).toBe(403);
    await put('KEY', 'second');
    await provision();
    // The code is the same, and the secrets are not.
    expect((await publish()).status).toBe(201);
    await send('demo', 'DELETE', at('KEY'));
    await provision();
    expect(secretsOf(fn.id, '1')).toEqual({ KEY: 'first' });
    expect(secretsOf(fn.id, '2')).toEqual({ KEY: 'second' });
    expect(secretsOf(fn.id)).toEqual({});
  });

  test('is never shown: in no answer, row, message or log', async () => {
    const { put, send, ports, provision, fn, at } = await world();
    const answers = [
      await put('KEY'),
      await put('KEY', { nested: value }),
      await put('1KEY'),
      await put('PATH'),
    ];
    await send('demo', 'POST', `/v1/functions/${fn.id}/versions`, { json: {} });
    answers.push(await send('demo', 'PUT', at('KEY'), { body: `{"value": "${value}"` }));
    const queued = JSON.stringify(ports.provisioningQueue.sent);
    await provision();
    // oxlint-disable-next-line no-await-in-loop -- one after another
    for (const path of [
      '',
      `/${fn.id}`,
      `/${fn.id}/secrets`,
      `/${fn.id}/versions`,
      `/${fn.id}/versions/1`,
    ])
      for (const who of ['demo', 'admin'])
        answers.push(await send(who, 'GET', `/v1/functions${path}`));
    const rows = [
      await ports.functions.listAll(),
      await ports.versions.list({ projectId: 'demo', functionId: fn.id }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      204,
      400,
      400,
      400,
      400,
      ...Array(10).fill(200),
    ]);
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    const everything = JSON.stringify([texts, rows, queued, ports.logged]);
    expect(everything).not.toContain(value);
    expect(JSON.stringify(texts)).not.toMatch(/sealed|horse/);
  });

  test('goes with its function', async () => {
    const { put, names, send, fn } = await world();
    await put('KEY');
    expect((await send('demo', 'DELETE', `/v1/functions/${fn.id}`)).status).toBe(204);
    expect(await names()).toBe(404);
  });

  test('that was encrypted with a key that is gone makes the function say so', async () => {
    const { put, ports, provision, fn } = await world();
    await put('KEY');
    const row = (await ports.functions.get('demo', fn.id))!;
    const secrets = row.secrets!.map((secret) => ({ ...secret, sealed: '1.AAAA' }));
    await ports.functions.replace({ ...row, secrets }, row);
    await provision();
    expect(await ports.functions.get('demo', fn.id)).toMatchObject({
      applyError: 'Its secrets cannot be read any more: set them again.',
    });
  });

  test.each([
    ['another body', { values: 'x' }],
    ['more than a value', { value: 'x', name: 'KEY' }],
    ['a number', { value: 1 }],
    ['nothing', undefined],
  ])('is refused with %s', async (_, json) => {
    const { send, at, names } = await world();
    const answer = await send('demo', 'PUT', at('KEY'), json === undefined ? {} : { json });
    expect([answer.status, (await bodyOf(answer)).faultstring]).toEqual([
      400,
      'The body must be a JSON object with a text "value", and nothing else.',
    ]);
    expect(await names()).toEqual(named());
  });

  test('is refused beyond 3072 bytes together', async () => {
    const { put, names } = await world();
    expect((await put('A', 'x'.repeat(3000))).status).toBe(204);
    expect((await put('B', 'x'.repeat(100))).status).toBe(403);
    expect((await put('A', 'x'.repeat(2900))).status).toBe(204);
    expect((await put('B', 'x'.repeat(100))).status).toBe(204);
    expect(await names()).toEqual(named('A', 'B'));
  });

  test('that two set at once is set twice: none is lost', async () => {
    const { put, names } = await world();
    await Promise.all(['A', 'B', 'C'].map(async (name) => put(name)));
    expect(await names()).toEqual(named('A', 'B', 'C'));
  });
});
