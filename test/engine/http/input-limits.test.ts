import { describe, expect, test } from 'vitest';
import { anEngine, bodyOf, runtimeId } from '../support/engine-app.ts';
import { anAlias, aRuntime } from '../support/engine-builders.ts';

const id = 'a5f82898-a4c3-4104-ad2d-40fbafbe8857';
const long = 'x'.repeat(2000);
/** Hex digits in a spelling that Python would read as a UUID. */
const longUuid = `${'{'.repeat(1100)}${id}`;

describe('an id that is too long', () => {
  const engine = anEngine();
  test.each([
    ['GET', '/v1/functions/ID', 404],
    ['GET', '/v1/functions/ID?download=true', 404],
    ['PUT', '/v1/functions/ID', 404],
    ['DELETE', '/v1/functions/ID', 400],
    ['POST', '/v1/functions/ID/detach', 400],
    ['GET', '/v1/functions/ID/workers', 400],
    ['GET', '/v1/functions/ID/versions', 400],
    ['GET', '/v1/functions/ID/versions/1', 400],
    ['GET', `/v1/functions/${id}/versions/ID`, 400],
    ['GET', '/v1/runtimes/ID', 400],
    ['GET', '/v1/aliases/ID', 404],
    ['PUT', '/v1/aliases/ID', 404],
    ['DELETE', '/v1/aliases/ID', 404],
    ['GET', '/v1/webhooks/ID', 400],
    ['GET', '/v1/executions/ID', 400],
    ['GET', '/v1/executions/ID/log', 404],
    ['GET', '/v1/jobs/ID', 400],
    ['GET', '/v1/functions?project_id=ID', 400],
    ['GET', '/v1/unknown/ID', 404],
  ])('is refused by %s %s', async (method, path, status) => {
    for (const each of [long, longUuid]) {
      const json = method === 'PUT' ? {} : undefined;
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const answer = await engine.send('admin', method, path.replace('ID', each), { json });
      expect(answer.status).toBe(status);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect((await bodyOf(answer)).faultstring.length).toBeLessThan(700);
    }
  });

  test('is refused by the invocation of a webhook', async () => {
    for (const each of [long, longUuid]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const answer = await engine.invocation.request(`/v1/webhooks/${each}/invoke`, {
        method: 'POST',
      });
      expect(answer.status).toBe(404);
    }
  });

  test.each([
    ['/v1/executions', { function_id: longUuid }, 400],
    ['/v1/executions', { function_alias: long }, 404],
    ['/v1/webhooks', { function_alias: long }, 404],
    ['/v1/jobs', { function_alias: long, pattern: '@daily' }, 404],
    ['/v1/aliases', { name: 'a', function_id: longUuid }, 400],
  ])('is refused in a body of %s', async (path, json, status) => {
    const answer = await engine.send('demo', 'POST', path, { json });
    expect(answer.status).toBe(status);
    expect((await bodyOf(answer)).faultstring.length).toBeLessThan(700);
  });

  test('is refused as the runtime of a function', async () => {
    const { faultstring } = await engine.createFunction('demo', { runtime_id: longUuid });
    expect(faultstring).toContain('Runtime not found');
  });
});

describe('a text of the longest length is accepted, and refused one beyond:', () => {
  test.each([
    ['description', '/v1/webhooks', 255],
    ['description', '/v1/executions', 255],
    ['name', '/v1/jobs', 255],
    ['function_input', '/v1/jobs', 65_535],
  ])('%s of %s', async (field, path, maximum) => {
    const engine = anEngine();
    const { id: functionId } = await engine.createFunction();
    const ask = (length: number) =>
      engine.send('demo', 'POST', path, {
        json: {
          function_id: functionId,
          [field]: 'x'.repeat(length),
          ...(path === '/v1/jobs' && { pattern: '@daily' }),
          ...(path === '/v1/executions' && { sync: false }),
        },
      });
    expect((await ask(maximum)).status).toBe(201);
    expect((await ask(maximum + 1)).status).toBe(400);
  });

  test('the name of an alias', async () => {
    const engine = anEngine();
    const { id: functionId } = await engine.createFunction();
    const ask = (length: number) =>
      engine.send('demo', 'POST', '/v1/aliases', {
        json: { function_id: functionId, name: 'x'.repeat(length) },
      });
    expect((await ask(256)).status).toBe(400);
    expect((await ask(255)).status).toBe(201);
  });

  test.each(['name', 'description', 'image'])(
    'the %s of a runtime, in a change too',
    async (field) => {
      const engine = anEngine();
      const runtime = aRuntime();
      await engine.ports.runtimes.put(runtime);
      const ask = (method: string, path: string, length: number) =>
        engine.send('admin', method, path, {
          json: { image: 'python3.13', [field]: 'x'.repeat(length) },
        });
      expect((await ask('POST', '/v1/runtimes', 256)).status).toBe(400);
      expect((await ask('POST', '/v1/runtimes', 255)).status).toBe(201);
      expect((await ask('PUT', `/v1/runtimes/${runtime.id}`, 256)).status).toBe(400);
      expect((await ask('PUT', `/v1/runtimes/${runtime.id}`, 255)).status).toBe(200);
    },
  );

  test('the time of a job', async () => {
    const engine = anEngine();
    const { id: functionId } = await engine.createFunction();
    const ask = (time: string) =>
      engine.send('demo', 'POST', '/v1/jobs', {
        json: { function_id: functionId, first_execution_time: time },
      });
    expect((await ask(`2040-01-01${' '.repeat(90)}`)).status).toBe(201);
    expect((await ask(`2040-01-01${' '.repeat(91)}`)).status).toBe(400);
  });

  test('the image of a function', async () => {
    const engine = anEngine();
    const prefix = `${engine.ports.settings.imageRegistry}/`;
    const ask = (length: number) =>
      engine.createFunction('demo', {
        code: JSON.stringify({
          source: 'image',
          image: prefix + 'x'.repeat(length - prefix.length),
        }),
      });
    expect((await ask(512)).id).toBeDefined();
    expect((await ask(513)).faultstring).toContain('512 characters');
  });

  test('an argument of a list', async () => {
    const engine = anEngine();
    const ask = (length: number) =>
      engine.send('demo', 'GET', `/v1/executions?status=in:${'x'.repeat(length - 3)}`);
    expect((await ask(4096)).status).toBe(200);
    expect((await ask(4097)).status).toBe(400);
  });
});

describe('a number', () => {
  test.each([
    [2_147_483_647, 404],
    [2_147_483_648, 400],
    ['2147483647', 404],
    ['2147483648', 400],
    ['9'.repeat(65), 400],
    [1e300, 400],
  ])('as a version: %s', async (version, status) => {
    const engine = anEngine();
    const { id: functionId } = await engine.createFunction();
    const json = { function_id: functionId, function_version: version };
    expect((await engine.send('demo', 'POST', '/v1/webhooks', { json })).status).toBe(status);
  });

  test('as the time-out of a function may have any number of digits, and is refused', async () => {
    const { faultstring } = await anEngine().createFunction('demo', { timeout: '9'.repeat(5000) });
    expect(faultstring).toContain('not within the allowable range');
  });
});

describe('a body', () => {
  test.each([
    ['{"__proto__": {"name": "x"}}', 'Unknown attribute for argument webhook: __proto__'],
    ['{"constructor": "x"}', 'Unknown attribute for argument webhook: constructor'],
    [String.raw`{"description": "\ud800"}`, 'half of a surrogate pair'],
    [String.raw`{"\udfff": 1}`, 'half of a surrogate pair'],
    [`{"description": ${'['.repeat(101)}${']'.repeat(101)}}`, 'nested more than 100 levels deep'],
    [`{"description": ${'['.repeat(99)}${']'.repeat(99)}}`, 'Wrong type.'],
    [`{"description": ${'['.repeat(400_000)}`, 'nested more than 100 levels deep'],
    ['[]', 'not in valid JSON format'],
  ])('%.60s is refused', async (body, faultstring) => {
    const answer = await anEngine().send('demo', 'POST', '/v1/webhooks', { body });
    expect(answer.status).toBe(400);
    expect((await bodyOf(answer)).faultstring).toContain(faultstring);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'the argument %s of a list is refused',
    async (name) => {
      const answer = await anEngine().send('demo', 'GET', `/v1/functions?${name}=x`);
      expect(answer.status).toBe(400);
      expect((await bodyOf(answer)).faultstring).toBe(`Unknown argument: "${name}"`);
    },
  );

  test('a function as JSON that is nested too deeply is refused', async () => {
    const body = `{"runtime_id": "${runtimeId}", "name": ${'['.repeat(200_000)}`;
    const answer = await anEngine().send('demo', 'POST', '/v1/functions', { body });
    expect(answer.status).toBe(400);
  });
});

const asForm = (body: string) => ({
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const asJson = (body: string) => ({ body, headers: { 'content-type': 'application/json' } });
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

async function aWebhook() {
  const engine = anEngine();
  const { id: functionId } = await engine.createFunction();
  const webhook = await engine.createWebhook(functionId);
  const call = (query: string, init: RequestInit = {}) =>
    engine.invocation.request(`/v1/webhooks/${webhook.id}/invoke${query}`, {
      method: 'POST',
      ...init,
    });
  return { ...engine, call };
}

describe('the call of a webhook', () => {
  test('has at most 1,000 parameters, of its query and form together', async () => {
    const { call } = await aWebhook();
    expect((await call(`?${'a=1&'.repeat(500)}`, asForm('b=1&'.repeat(500)))).status).toBe(202);
    const refused = await call(`?${'a=1&'.repeat(500)}`, asForm('b=1&'.repeat(501)));
    expect(refused.status).toBe(400);
    expect((await bodyOf(refused)).faultstring).toContain('at most 1000 parameters, not 1001');
  });

  test('has parameters of at most 256 KiB', async () => {
    const { call } = await aWebhook();
    expect((await call('', asForm(`a=${'x'.repeat(262_143)}`))).status).toBe(202);
    expect((await call('', asForm(`a=${'x'.repeat(262_144)}`))).status).toBe(413);
  });

  test('has a JSON body of at most 100 levels', async () => {
    const { call } = await aWebhook();
    expect((await call('', asJson(deep(100)))).status).toBe(202);
    expect((await call('', asJson(deep(101)))).status).toBe(400);
    expect((await call('', asJson(deep(200_000)))).status).toBe(400);
  });

  test('has integers of at most 4,300 digits, as Python reads them', async () => {
    const { call } = await aWebhook();
    expect((await call('', asJson(`{"n": ${'9'.repeat(4300)}}`))).status).toBe(202);
    expect((await call('', asJson(`{"n": [${'9'.repeat(4301)}]}`))).status).toBe(400);
  });

  test('passes on parameters and members of any name', async () => {
    const { call, ports } = await aWebhook();
    const answer = await call(
      '?__proto__=1&constructor=2',
      asJson('{"__proto__": 3, "toString": 4}'),
    );
    const { execution_id: executionId } = await bodyOf(answer);
    expect((await ports.executions.find(executionId))?.input).toEqual({
      text: '{"__proto__": 3, "constructor": "2", "toString": 4}',
    });
  });
});

describe('the name of an alias', () => {
  test.each(['prod', 'v1.2', 'a-b_c~d', 'A', '...'])('%s is accepted', async (name) => {
    const engine = anEngine();
    const { id: functionId } = await engine.createFunction();
    const json = { name, function_id: functionId };
    expect((await engine.send('demo', 'POST', '/v1/aliases', { json })).status).toBe(201);
    expect((await engine.send('demo', 'GET', `/v1/aliases/${name}`)).status).toBe(200);
    expect((await engine.send('demo', 'DELETE', `/v1/aliases/${name}`)).status).toBe(204);
  });

  test.each(['a/b', 'a?b', 'a#b', 'a b', 'a%b', 'é', '.', '..', 'a\n'])(
    '%j is refused, because a path cannot carry it',
    async (name) => {
      const engine = anEngine();
      const { id: functionId } = await engine.createFunction();
      const json = { name, function_id: functionId };
      const answer = await engine.send('demo', 'POST', '/v1/aliases', { json });
      expect(answer.status).toBe(400);
      expect((await bodyOf(answer)).faultstring).toContain('Invalid alias name');
    },
  );

  test.each(['a/b', 'a%2Fb', 'a%3Fb', 'a%23b', 'a%20b'])(
    'a path that ends in %s is 404, and removes nothing',
    async (path) => {
      const engine = anEngine();
      const alias = anAlias({ name: 'a' });
      await engine.ports.aliases.create(alias);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const method of ['GET', 'DELETE'])
        expect((await engine.send('demo', method, `/v1/aliases/${path}`)).status).toBe(404);
      expect(await engine.ports.aliases.get('demo', 'a')).toEqual(alias);
    },
  );

  test('a path with a question mark in the name removes no other alias', async () => {
    const engine = anEngine();
    const alias = anAlias({ name: 'a' });
    await engine.ports.aliases.create(alias);
    for (const [method, json] of [['GET'], ['PUT', {}], ['DELETE']] as const)
      expect(
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        (await engine.send('demo', method, '/v1/aliases/a?b', { json })).status,
      ).toBe(400);
    expect(await engine.ports.aliases.get('demo', 'a')).toEqual(alias);
  });
});
