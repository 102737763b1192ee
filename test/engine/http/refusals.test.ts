import { describe, expect, test } from 'vitest';
import { aFunction, aRuntime } from '../support/engine-builders.ts';
import { bodyOf, functionForm, unknownId } from '../support/engine-app.ts';
import { engineWithThings } from '../support/engine-requests.ts';

type World = Awaited<ReturnType<typeof engineWithThings>>;
type Sent = Parameters<World['send']>[3];

/** The status and text of a refusal. */
async function told(
  { send }: Pick<World, 'send'>,
  method: string,
  path: string,
  { who = 'demo', sent }: { readonly who?: string; readonly sent?: Sent } = {},
) {
  const answer = await send(who, method, path, sent);
  return [answer.status, (await bodyOf(answer)).faultstring];
}

const noUuid =
  "Invalid input for field/attribute id. Value: 'nope'. unable to convert to uuid. Error: Expected a uuid but received nope.";

describe('an id in a path', () => {
  test.each([
    ['GET', '/v1/runtimes/nope'],
    ['PUT', '/v1/runtimes/nope'],
    ['DELETE', '/v1/runtimes/nope'],
    ['GET', '/v1/runtimes/nope/pool'],
    ['DELETE', '/v1/functions/nope'],
    ['POST', '/v1/functions/nope/scale_up'],
    ['POST', '/v1/functions/nope/scale_down'],
    ['POST', '/v1/functions/nope/detach'],
    ['GET', '/v1/functions/nope/workers'],
    ['GET', '/v1/functions/nope/versions'],
    ['POST', '/v1/functions/nope/versions'],
    ['GET', '/v1/functions/nope/versions/1'],
    ['DELETE', '/v1/functions/nope/versions/1'],
    ['POST', '/v1/functions/nope/versions/1/detach'],
    ['GET', '/v1/webhooks/nope'],
    ['PUT', '/v1/webhooks/nope'],
    ['DELETE', '/v1/webhooks/nope'],
    ['GET', '/v1/executions/nope'],
    ['DELETE', '/v1/executions/nope'],
    ['GET', '/v1/jobs/nope'],
    ['PUT', '/v1/jobs/nope'],
    ['DELETE', '/v1/jobs/nope'],
  ])('that is not a UUID is refused by %s %s', async (method, path) => {
    const world = await engineWithThings();
    expect(await told(world, method, path, { who: 'admin' })).toEqual([400, noUuid]);
  });

  test.each([
    ['GET', '/v1/functions/nope', 'Function not found [id=nope]'],
    ['PUT', '/v1/functions/nope', 'Function not found [id=nope]'],
    ['GET', '/v1/executions/nope/log', 'Execution not found [id=nope]'],
    ['GET', '/v1/aliases/nope', 'FunctionAlias not found [name=nope]'],
  ])('is not checked by %s %s: it is 404', async (method, path, faultstring) => {
    expect(await told(await engineWithThings(), method, path)).toEqual([404, faultstring]);
  });

  const id = unknownId();
  test.each([
    ['GET', `/v1/runtimes/${id}`, 'Runtime'],
    ['PUT', `/v1/runtimes/${id}`, 'Runtime'],
    ['DELETE', `/v1/runtimes/${id}`, 'Runtime'],
    ['GET', `/v1/functions/${id}`, 'Function'],
    ['GET', `/v1/functions/${id}?download=true`, 'Function'],
    ['PUT', `/v1/functions/${id}`, 'Function'],
    ['DELETE', `/v1/functions/${id}`, 'Function'],
    ['POST', `/v1/functions/${id}/scale_up`, 'Function'],
    ['POST', `/v1/functions/${id}/scale_down`, 'Function'],
    ['POST', `/v1/functions/${id}/detach`, 'Function'],
    ['GET', `/v1/functions/${id}/workers`, 'Function'],
    ['GET', `/v1/functions/${id}/versions`, 'Function'],
    ['POST', `/v1/functions/${id}/versions`, 'Function'],
    ['DELETE', `/v1/functions/${id}/versions/1`, 'Function'],
    ['GET', `/v1/webhooks/${id}`, 'Webhook'],
    ['PUT', `/v1/webhooks/${id}`, 'Webhook'],
    ['DELETE', `/v1/webhooks/${id}`, 'Webhook'],
    ['GET', `/v1/executions/${id}`, 'Execution'],
    ['GET', `/v1/executions/${id}/log`, 'Execution'],
    ['DELETE', `/v1/executions/${id}`, 'Execution'],
    ['GET', `/v1/jobs/${id}`, 'Job'],
    ['PUT', `/v1/jobs/${id}`, 'Job'],
    ['DELETE', `/v1/jobs/${id}`, 'Job'],
  ])('that does not exist is 404 for %s %s', async (method, path, kind) => {
    const sent = path.includes('/scale')
      ? { json: { count: 1 } }
      : method === 'GET'
        ? undefined
        : { json: {} };
    const answer = await told(await engineWithThings(), method, path, { who: 'admin', sent });
    expect(answer).toEqual([404, `${kind} not found [id=${id}]`]);
  });
});

test.each(['runtimes', 'functions', 'webhooks', 'executions', 'jobs', 'aliases'])(
  'the list of %s refuses paging, sorting and unknown filters',
  async (list) => {
    const world = await engineWithThings();
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const name of ['limit', 'marker', 'sort_keys', 'name'])
      expect(await told(world, 'GET', `/v1/${list}?${name}=1`)).toEqual([
        400,
        `Unknown argument: "${name}"`,
      ]);
  },
);

test.each(['functions', 'webhooks', 'executions', 'jobs', 'aliases'])(
  "only an administrator lists all projects' %s; a plain user's project_id is ignored",
  async (list) => {
    const world = await engineWithThings();
    const all = `/v1/${list}?all_projects=true`;
    expect(await told(world, 'GET', all)).toEqual([403, 'Operation not allowed']);
    const invalid = `/v1/${list}?all_projects=perhaps`;
    expect((await told(world, 'GET', invalid))[0]).toBe(400);
    const [mine, theirs, asked] = await Promise.all(
      [
        ['demo', '?project_id=alt'],
        ['admin', ''],
        ['admin', '?project_id=demo'],
      ].map(async ([who = '', query = '']) => {
        const body: unknown = await (await world.send(who, 'GET', `/v1/${list}${query}`)).json();
        return Object.values(Object(body)).flat().length;
      }),
    );
    expect(mine).toBeGreaterThan(0);
    expect([theirs, asked]).toEqual([0, mine]);
  },
);

const bodies = [
  ['runtime', 'POST', () => '/v1/runtimes', 'status'],
  ['runtime', 'PUT', ({ things }) => `/v1/runtimes/${things.runtime}`, 'project_id'],
  ['body', 'POST', ({ things }) => `/v1/functions/${things.function}/versions`, 'version_number'],
  ['body', 'POST', () => '/v1/aliases', 'created_at'],
  ['body', 'PUT', () => '/v1/aliases/prod', 'project_id'],
  ['webhook', 'POST', () => '/v1/webhooks', 'webhook_url'],
  ['webhook', 'PUT', ({ things }) => `/v1/webhooks/${things.webhook}`, 'updated_at'],
  ['body', 'POST', () => '/v1/executions', 'result'],
  ['job', 'POST', () => '/v1/jobs', 'project_id'],
  ['job', 'PUT', ({ things }) => `/v1/jobs/${things.job}`, 'created_at'],
] as const satisfies readonly (readonly [string, string, (world: World) => string, string])[];

describe('a body', () => {
  test.each(bodies)(
    'of the argument %s, by %s: only of what may be set',
    async (argument, method, at, fixed) => {
      const world = await engineWithThings();
      const ask = (sent: Sent) => {
        const who = argument === 'runtime' ? 'admin' : 'demo';
        return told(world, method, at(world), { who, sent });
      };
      expect(await ask({ json: { bogus: 1 } })).toEqual([
        400,
        `Unknown attribute for argument ${argument}: bogus`,
      ]);
      expect(await ask({ json: { [fixed]: 'x' } })).toEqual([
        400,
        `Invalid input for field/attribute ${fixed}. Value: 'x'. Cannot set read only field.`,
      ]);
      expect(await ask({})).toEqual([400, `Missing argument: "${argument}"`]);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const body of ['{', '[]', 'null', '"text"'])
        expect(await ask({ body })).toEqual([400, 'Request is not in valid JSON format']);
    },
  );
});

const range = (what: string, from: number, to: number, unit: string) =>
  `${what} resource limitation not within the allowable range: ${from} ~ ${to}(${unit}).`;
const whole = (what: string) => `Invalid ${what} resource specified. An integer is required.`;

describe('numbers of a function', () => {
  test.each([
    ['timeout', '0', range('timeout', 1, 300, 'seconds')],
    ['timeout', '301', range('timeout', 1, 300, 'seconds')],
    ['timeout', '1.5', whole('timeout')],
    ['cpu', '99', range('cpu', 100, 300, 'millicpu')],
    ['cpu', '301', range('cpu', 100, 300, 'millicpu')],
    ['cpu', 'much', whole('cpu')],
    ['memory_size', '33554431', range('memory', 33_554_432, 134_217_728, 'bytes')],
    ['memory_size', '134217729', range('memory', 33_554_432, 134_217_728, 'bytes')],
    ['memory_size', '', whole('memory')],
  ])('%s %j is refused in a new function and in a change', async (name, value, faultstring) => {
    const world = await engineWithThings();
    const form = { body: functionForm({ [name]: value }) };
    expect(await told(world, 'POST', '/v1/functions', { sent: form })).toEqual([400, faultstring]);
    const change = { body: new URLSearchParams({ [name]: value }) };
    const path = `/v1/functions/${world.things.unused}`;
    expect(await told(world, 'PUT', path, { sent: change })).toEqual([400, faultstring]);
  });

  test.each([
    ['timeout', '1'],
    ['timeout', '300'],
    ['cpu', '100'],
    ['cpu', '300'],
    ['memory_size', '33554432'],
    ['memory_size', '134217728'],
  ])('%s %s is the last value that is accepted', async (name, value) => {
    const world = await engineWithThings();
    const body = functionForm({ [name]: value });
    const answer = await world.send('demo', 'POST', '/v1/functions', { body });
    expect([answer.status, await answer.json()]).toMatchObject([201, { [name]: Number(value) }]);
  });
});

test('a function is not deleted while jobs, webhooks or aliases point at it, and the refusal names them in this order', async () => {
  const world = await engineWithThings();
  const { send, things } = world;
  const refused = () => told(world, 'DELETE', `/v1/functions/${things.function}`);
  const words = 'The function is still associated with';
  expect(await refused()).toEqual([403, `${words} running job(s).`]);
  await send('demo', 'DELETE', `/v1/jobs/${things.job}`);
  expect(await refused()).toEqual([403, `${words} webhook(s).`]);
  await send('demo', 'DELETE', `/v1/webhooks/${things.webhook}`);
  expect(await refused()).toEqual([403, `${words} function alias(es).`]);
  await send('demo', 'DELETE', '/v1/aliases/prod');
  const admin = await told(world, 'DELETE', `/v1/functions/${things.function}`, { who: 'admin' });
  expect(admin).toEqual([403, 'Function can only be deleted by its owner.']);
  const deleted = await send('demo', 'DELETE', `/v1/functions/${things.function}`);
  expect(deleted.status).toBe(204);
  // Its executions are kept.
  const kept = await send('demo', 'GET', `/v1/executions/${things.execution}`);
  expect(kept.status).toBe(200);
});

test('an execution of a function whose runtime is not available is 409', async () => {
  const world = await engineWithThings();
  const runtime = aRuntime({ status: 'error', image: 'java' });
  const fn = aFunction({ runtimeId: runtime.id });
  await world.ports.runtimes.put(runtime);
  await world.ports.functions.create(fn);
  const sent = { json: { function_id: fn.id } };
  expect(await told(world, 'POST', '/v1/executions', { sent })).toEqual([
    409,
    `Runtime ${runtime.id} is not available.`,
  ]);
});
