import { describe, expect, test } from 'vitest';
import { after } from '../../../functions/platform/core/instant.ts';
import { anEngine, bodyOf } from '../support/engine-app.ts';
import { anExecution } from '../support/engine-builders.ts';

async function aFunctionWithWebhook() {
  const engine = anEngine();
  const { id } = await engine.createFunction();
  const webhook = await engine.createWebhook(id);
  const call = async (contentType: string, body: string) => {
    const answer = await engine.invocation.request(`/v1/webhooks/${webhook.id}/invoke`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    });
    const { execution_id: executionId } = await bodyOf(answer);
    return (await engine.ports.executions.find(executionId))?.input;
  };
  return { ...engine, id, webhook, call };
}

describe('a webhook that is called with the content type of a form', () => {
  const type = 'application/x-www-form-urlencoded';

  test('takes JSON for what it is', async () => {
    const { call } = await aFunctionWithWebhook();
    expect(await call(type, '{"name": "x", "n": 1.0}')).toEqual({
      text: '{"name": "x", "n": 1.0}',
    });
  });

  test.each([
    ['a=1&a=2&b=%7B', '{"a": ["1", "2"], "b": "{"}'],
    ['%7B%22a%22%3A1%7D', '{"{\\"a\\":1}": ""}'],
    ['{no json', '{"{no json": ""}'],
  ])('takes %s for a form', async (body, text) => {
    const { call } = await aFunctionWithWebhook();
    expect(await call(type, body)).toEqual({ text });
  });
});

describe('a list of executions', () => {
  test('by the name of a function is refused', async () => {
    const { send, id } = await aFunctionWithWebhook();
    const list = (filter: string) => send('demo', 'GET', `/v1/executions?function_id=${filter}`);
    for (const filter of ['hello', 'eq:hello', 'neq:hello', `in:${id},hello`]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const answer = await list(filter);
      expect(answer.status).toBe(400);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect((await bodyOf(answer)).faultstring).toContain('Name a function by its id here.');
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    for (const filter of [id, `nin:${id}`, 'has:abc'])
      expect((await list(filter)).status).toBe(200);
  });

  test('shows the newest thousand, oldest first', async () => {
    const { send, ports } = anEngine();
    const now = ports.clock.now();
    for (let each = 0; each < 1001; each += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await ports.executions.create(
        anExecution({ description: `${each}`, createdAt: after(now, each) }),
      );
    const { executions } = await bodyOf(send('demo', 'GET', '/v1/executions'));
    expect(executions).toHaveLength(1000);
    expect([executions[0], executions.at(-1)]).toMatchObject([
      { description: '1' },
      { description: '1000' },
    ]);
  });

  test('shows texts of two million characters, the newest ones, and none from outside the rows', async () => {
    const { send, ports } = anEngine();
    const now = ports.clock.now();
    const text = 'x'.repeat(1024 * 1024);
    const inputs = [{ text }, { text }, { text }, { key: 'outside' }];
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const [index, input] of inputs.entries())
      await ports.executions.create(anExecution({ input, createdAt: after(now, index) }));
    const answer = await send('demo', 'GET', '/v1/executions');
    const [, body] = [answer.status, await bodyOf(answer)];
    expect(body.executions.map(({ input }) => input?.length ?? null)).toEqual([
      null,
      text.length,
      text.length,
      null,
    ]);
  });
});

describe('a webhook without a version', () => {
  test('has none, also after a change, and runs the newest code', async () => {
    const { send, id, webhook, ports, call } = await aFunctionWithWebhook();
    expect(webhook.function_version).toBeNull();
    const json = { description: 'd' };
    const changed = await bodyOf(send('demo', 'PUT', `/v1/webhooks/${webhook.id}`, { json }));
    expect(changed).toMatchObject({ function_id: id, function_version: null });
    await call('application/json', '{}');
    expect(await ports.executions.list('demo', { limit: 10 })).toMatchObject([
      { functionId: id, functionVersion: 0 },
    ]);
  });
});

describe('workers', () => {
  test('are listed of one version, if it is a number', async () => {
    const { send, id, ports } = await aFunctionWithWebhook();
    const ran = { functionId: id, environment: '0123456789abcdef', status: 'success' } as const;
    const updatedAt = ports.clock.advance(1);
    await ports.executions.create(anExecution({ ...ran, updatedAt }));
    const list = (query: string) => send('admin', 'GET', `/v1/functions/${id}/workers${query}`);
    expect((await list('?function_version=invalid')).status).toBe(400);
    expect((await list('?bogus=1')).status).toBe(400);
    expect(await (await list('?function_version=0')).json()).toMatchObject({ workers: [{}] });
    expect(await (await list('?function_version=1')).json()).toEqual({ workers: [] });
  });

  test('of a version are gone once it is detached', async () => {
    const { send, id, ports, provision } = await aFunctionWithWebhook();
    await send('demo', 'POST', `/v1/functions/${id}/versions`, { json: {} });
    await provision();
    const ran = { functionId: id, environment: '0123456789abcdef', status: 'success' } as const;
    const updatedAt = ports.clock.advance(1);
    await ports.executions.create(anExecution({ ...ran, functionVersion: 1, updatedAt }));
    const list = async () =>
      (await send('admin', 'GET', `/v1/functions/${id}/workers?function_version=1`)).json();
    expect(await list()).toMatchObject({ workers: [{}] });
    ports.clock.advance(1);
    await send('admin', 'POST', `/v1/functions/${id}/versions/1/detach`);
    expect(await list()).toEqual({ workers: [] });
  });
});

test.each([
  ['PATCH', '/v1/functions', 'GET, HEAD, POST'],
  ['POST', '/v1/executions/x', 'DELETE, GET, HEAD'],
  ['PUT', '/v1/executions/x/log', 'GET, HEAD'],
  ['GET', '/packages', 'POST'],
  ['DELETE', '/v1/aliases', 'GET, HEAD, POST'],
])('%s %s is answered 405, with the methods that are allowed: %s', async (method, path, allow) => {
  const answer = await anEngine().send('demo', method, path);
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
});
