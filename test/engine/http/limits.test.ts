import { describe, expect, test } from 'vitest';
import { projectLimits, readProjectLimits } from '../../../functions/contract/project-limits.ts';
import { anEngine, bodyOf, enginePorts, functionForm } from '../support/engine-app.ts';

/** An engine whose projects have these limits. */
function limitedEngine(limits: Partial<ReturnType<typeof readProjectLimits>>) {
  const ports = enginePorts();
  const settings = { ...ports.settings, limits: projectLimits.parse(limits) };
  return anEngine({ ...ports, settings });
}

const refusal = async (answer: Response | Promise<Response>) => [
  (await answer).status,
  (await bodyOf(answer)).faultstring,
];

describe('the limits of a project', () => {
  test('functions: one more is 403; another project has its own limit', async () => {
    const { createFunction, send } = limitedEngine({ functions: 1 });
    const first = await createFunction();
    expect((await createFunction()).faultstring).toBe(
      'The project has reached its limit of 1 functions.',
    );
    expect((await createFunction('alt')).id).toBeDefined();
    await send('demo', 'DELETE', `/v1/functions/${first.id}`);
    expect((await createFunction()).id).toBeDefined();
  });

  test.each([
    ['jobs', 'id', { jobs: 2 }],
    ['webhooks', 'id', { webhooks: 2 }],
    ['aliases', 'name', { aliases: 2 }],
  ])('%s: as many as allowed, and one more is 403', async (kind, key, limits) => {
    const { createFunction, send } = limitedEngine(limits);
    let names = 0;
    const create = async (who = 'demo') => {
      const { id } = await createFunction(who);
      return send(who, 'POST', `/v1/${kind}`, {
        json: {
          function_id: id,
          ...(kind === 'jobs' && { pattern: '0 0 * * *' }),
          ...(kind === 'aliases' && { name: `alias-${(names += 1)}` }),
        },
      });
    };
    const [first, second] = [await create(), await create()];
    expect([first.status, second.status]).toEqual([201, 201]);
    const words = `The project has reached its limit of 2 ${kind}.`;
    expect(await refusal(create())).toEqual([403, words]);
    expect((await create('alt')).status).toBe(201);
    const made: Readonly<Record<string, unknown>> = Object(await first.json());
    const removed = await send('demo', 'DELETE', `/v1/${kind}/${String(made[key])}`);
    expect(removed.status).toBe(204);
    expect((await create()).status).toBe(201);
  });

  test.each([
    ['concurrent executions', { concurrentExecutions: 1 }],
    ['stored executions', { storedExecutions: 1 }],
  ])('%s: one more is 403, from the API and through a webhook', async (what, limits) => {
    const { createFunction, createWebhook, send, invocation } = limitedEngine(limits);
    const { id } = await createFunction();
    const webhook = await createWebhook(id);
    const run = () =>
      send('demo', 'POST', '/v1/executions', { json: { function_id: id, sync: false } });
    expect((await run()).status).toBe(201);
    const words = `The project has reached its limit of 1 ${what}.`;
    expect(await refusal(run())).toEqual([403, words]);
    const path = `/v1/webhooks/${webhook.id}/invoke`;
    expect(await refusal(invocation.request(path, { method: 'POST' }))).toEqual([403, words]);
  });

  test('calls of a webhook: too many a minute are refused for the rest of the minute', async () => {
    const { createFunction, createWebhook, invocation, ports } = limitedEngine({
      webhookCallsPerMinute: 2,
    });
    const webhook = await createWebhook((await createFunction()).id);
    const call = () => invocation.request(`/v1/webhooks/${webhook.id}/invoke`, { method: 'POST' });
    expect([(await call()).status, (await call()).status]).toEqual([202, 202]);
    expect(await refusal(call())).toEqual([
      503,
      `Webhook ${webhook.id} may be called 2 times a minute. Try again in the next one.`,
    ]);
    ports.clock.advance(60);
    expect((await call()).status).toBe(202);
  });
});

test('a deployment may raise the limits of a function, and its refusals name them', async () => {
  const { send } = limitedEngine({ functionTimeoutSeconds: 840, functionCpu: 1000 });
  const create = (fields: Readonly<Record<string, string>>) =>
    send('demo', 'POST', '/v1/functions', { body: functionForm(fields) });
  const made = await create({ timeout: '840', cpu: '1000' });
  expect(await made.json()).toMatchObject({ timeout: 840, cpu: 1000 });
  const tooMuch = 'cpu resource limitation not within the allowable range: 100 ~ 1000(millicpu).';
  expect(await refusal(create({ cpu: '1001' }))).toEqual([400, tooMuch]);
  const { id } = await bodyOf(create({}));
  const change = { body: new URLSearchParams({ timeout: '841' }) };
  expect(await refusal(send('demo', 'PUT', `/v1/functions/${id}`, change))).toEqual([
    400,
    'timeout resource limitation not within the allowable range: 1 ~ 840(seconds).',
  ]);
});

test('a function that calls its own webhook endlessly is stopped after sixteen calls', async () => {
  const { createFunction, createWebhook, invocation, ports } = limitedEngine({});
  const webhook = await createWebhook((await createFunction()).id);
  const path = `/v1/webhooks/${webhook.id}/invoke`;
  /** Calls as our runtime does from an execution: with one hop more than led to it. */
  const call = (hops: number) =>
    invocation.request(path, { method: 'POST', headers: { 'x-taibai-hops': String(hops) } });
  let calls = 0;
  for (let hops = 0; calls < 100; calls += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each call is made by the execution before
    const answer = await call(hops + 1);
    if (answer.status !== 202) break;
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { execution_id: id } = await bodyOf(answer);
    // oxlint-disable-next-line no-await-in-loop -- as above
    hops = (await ports.executions.get('demo', id))?.hops ?? 0;
  }
  expect(calls).toBe(16);
  expect(await refusal(call(17))).toEqual([
    403,
    `Webhook ${webhook.id} was called by the last of 16 functions that call each other.`,
  ]);
});

test('a deployment names only what differs from the defaults', () => {
  expect(readProjectLimits('{"functions": 5}')).toEqual({
    functions: 5,
    jobs: 1000,
    webhooks: 1000,
    aliases: 1000,
    concurrentExecutions: 1000,
    synchronousExecutions: 50,
    storedExecutions: 100_000,
    provisionedEnvironments: 10,
    webhookCallsPerMinute: 1200,
    functionTimeoutSeconds: 300,
    functionCpu: 300,
    functionMemoryBytes: 134_217_728,
  });
  expect(() => readProjectLimits('{"functions": 0}')).toThrow('functions');
});
