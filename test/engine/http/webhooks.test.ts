import { describe, expect, test } from 'vitest';
import { anEngine, bodyOf, unknownId } from '../support/engine-app.ts';

describe('webhooks', () => {
  test("a webhook's URL is built from our public URL", async () => {
    const { send, createFunction } = anEngine();
    const { id: functionId } = await createFunction();
    const answer = await send('demo', 'POST', '/v1/webhooks', {
      json: { function_id: functionId, function_version: 0, function_alias: null },
    });
    const webhook = await bodyOf(answer);
    expect([answer.status, webhook]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        function_id: functionId,
        function_alias: null,
        function_version: 0,
        description: null,
        project_id: 'demo',
        created_at: '2026-11-23T08:00:00Z',
        updated_at: null,
        webhook_url: `http://taibai.example:7070/v1/webhooks/${webhook.id}/invoke`,
      },
    ]);
    expect(await bodyOf(send('demo', 'GET', `/v1/webhooks/${webhook.id}`))).toEqual(webhook);
    expect(await bodyOf(send('demo', 'GET', '/v1/webhooks'))).toEqual({ webhooks: [webhook] });
  });

  test('an update leaves null fields as they are, and takes versions as text', async () => {
    const { send, createFunction, createWebhook } = anEngine();
    const { id } = await createWebhook((await createFunction()).id);
    const other = await createFunction();
    const update = (json: unknown) => bodyOf(send('demo', 'PUT', `/v1/webhooks/${id}`, { json }));
    const described = { function_id: null, function_version: '0', description: 'd' };
    expect(await update(described)).toMatchObject({ description: 'd', function_version: 0 });
    expect(await update({ function_id: other.id })).toMatchObject({
      description: 'd',
      function_id: other.id,
    });
  });

  test("another project's function or webhook is 404; an administrator only reads and removes", async () => {
    const { send, createFunction, createWebhook } = anEngine();
    const fn = await createFunction();
    const { id } = await createWebhook(fn.id);
    const status = async (who: string, method: string, json?: unknown) =>
      (await send(who, method, `/v1/webhooks/${id}`, { json })).status;
    expect(await status('alt', 'GET')).toBe(404);
    expect(await status('alt', 'PUT', {})).toBe(404);
    expect(await status('alt', 'DELETE')).toBe(404);
    expect(await status('admin', 'GET')).toBe(200);
    expect(await status('admin', 'PUT', {})).toBe(404);
    const foreign = await send('admin', 'POST', '/v1/webhooks', { json: { function_id: fn.id } });
    expect(foreign.status).toBe(404);
    expect(await status('admin', 'DELETE')).toBe(204);
  });

  test.each([
    [{}, 400, 'Either function_alias or function_id must be provided.'],
    [{ function_id: 'x' }, 400, 'Expected a uuid but received x.'],
    [{ function_alias: 'prod' }, 404, 'FunctionAlias not found [name=prod]'],
    [{ bogus: 1 }, 400, 'Unknown attribute for argument webhook: bogus'],
    [
      { webhook_url: 'x' },
      400,
      "Invalid input for field/attribute webhook_url. Value: 'x'. Cannot set read only field.",
    ],
  ])('%o is refused', async (json, status, faultstring) => {
    const { send } = anEngine();
    const answer = await send('demo', 'POST', '/v1/webhooks', { json });
    expect([answer.status, (await bodyOf(answer)).faultstring]).toEqual([status, faultstring]);
  });

  test('a version that does not exist is 404', async () => {
    const { send, createFunction } = anEngine();
    const { id } = await createFunction();
    const answer = await send('demo', 'POST', '/v1/webhooks', {
      json: { function_id: id, function_version: 1 },
    });
    expect([answer.status, (await bodyOf(answer)).faultstring]).toEqual([
      404,
      `FunctionVersion not found [function_id=${id}, version_number=1]`,
    ]);
  });
});

const multipart = new FormData();
multipart.set('a', '1');

const invoked = async (path: string, init: RequestInit = {}) => {
  const engine = anEngine();
  const { id } = await engine.createWebhook((await engine.createFunction()).id);
  const answer = await engine.invocation.request(`/v1/webhooks/${id}/invoke${path}`, {
    method: 'POST',
    ...init,
  });
  const { execution_id: executionId } = await bodyOf(answer);
  const execution = await engine.ports.executions.get('demo', executionId);
  return { engine, answer, id, execution };
};

describe('invoking a webhook', () => {
  const json = { 'content-type': 'application/json' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  test('answers 202 once the execution is recorded for its project, and queues it', async () => {
    const { engine, answer, id, execution } = await invoked('');
    expect(answer.status).toBe(202);
    expect(execution).toMatchObject({
      status: 'running',
      sync: false,
      description: `Created by Webhook ${id}`,
      input: { text: '{}' },
    });
    expect(engine.ports.executionQueue.sent).toEqual([
      { v: 1, kind: 'recorded', projectId: 'demo', executionId: execution?.id },
    ]);
  });

  test.each([
    ['query parameters', '?a=1&b=x', {}, '{"a": "1", "b": "x"}'],
    ['repeated parameters as a list', '?a=1&a=2', {}, '{"a": ["1", "2"]}'],
    ['a JSON object over the query', '?a=1', { body: '{"a":1.0}', headers: json }, '{"a": 1.0}'],
    [
      'large numbers as written',
      '',
      { body: '{"a":12345678901234567890}', headers: json },
      '{"a": 12345678901234567890}',
    ],
    ['form fields', '', { body: 'a=1', headers: form }, '{"a": "1"}'],
    ['fields of a multipart form', '?b=2', { body: multipart }, '{"b": "2", "a": "1"}'],
    ['nothing for a JSON list', '', { body: '[1]', headers: json }, '{}'],
    ['nothing for broken JSON', '', { body: '{', headers: json }, '{}'],
    [
      'nothing for another content type',
      '',
      { body: '{"a":1}', headers: { 'content-type': 'text/plain' } },
      '{}',
    ],
  ])('takes %s', async (_what, query, init, text) => {
    expect((await invoked(query, init)).execution?.input).toEqual({ text });
  });

  test('is accepted even if the queue is unavailable: the row is due', async () => {
    const engine = anEngine();
    const { id } = await engine.createWebhook((await engine.createFunction()).id);
    engine.ports.executionQueue.send = () => Promise.reject(new Error('queue away'));
    const answer = await engine.invocation.request(`/v1/webhooks/${id}/invoke`, { method: 'POST' });
    expect(answer.status).toBe(202);
    expect(await engine.ports.attempts.due(engine.ports.clock.advance(121), 100)).toHaveLength(1);
  });

  test('an unknown webhook is 404 in the short form; so is a GET', async () => {
    const { invocation } = anEngine();
    const id = unknownId();
    const unknown = await invocation.request(`/v1/webhooks/${id}/invoke`, { method: 'POST' });
    expect([unknown.status, await bodyOf(unknown)]).toEqual([
      404,
      { faultstring: `Webhook not found [id=${id}]` },
    ]);
    expect((await invocation.request(`/v1/webhooks/${id}/invoke`)).status).toBe(404);
  });
});
