import { memoryFunctionRunner, returning } from '../../fakes/function-runner.ts';
import { anEngine, bodyOf, enginePorts, functionForm, helloZip, runtimeId } from './engine-app.ts';

/** The ids of one object of each kind, in the project `demo`. */
export interface Things {
  readonly runtime: string;
  readonly function: string;
  /** A function of the same project that nothing points at. */
  readonly unused: string;
  readonly webhook: string;
  readonly execution: string;
  readonly job: string;
}

/** A package that was uploaded where `POST /packages` said. */
const uploaded = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';

/** An engine with one object of each kind, a version 1 that nothing points at, and the alias `prod`. */
export async function engineWithThings() {
  const ports = { ...enginePorts(), runner: memoryFunctionRunner(returning('"Hello"', 'hi\n')) };
  ports.packagesKept.set(`uploads/demo/${uploaded}`, helloZip());
  const engine = anEngine(ports);
  const make = async (who: string, path: string, json: object) =>
    (await bodyOf(engine.send(who, 'POST', path, { json }))).id;
  const { id: fn } = await engine.createFunction();
  const { id: unused } = await engine.createFunction();
  await engine.provision();
  await make('demo', `/v1/functions/${fn}/versions`, {});
  const form = functionForm({}, helloZip('def main(): return 2\n'));
  await engine.send('demo', 'PUT', `/v1/functions/${fn}`, { body: form });
  await engine.provision();
  await make('demo', '/v1/aliases', { name: 'prod', function_id: fn });
  const things: Things = {
    runtime: await make('admin', '/v1/runtimes', { image: 'python3.13' }),
    function: fn,
    unused,
    webhook: await make('demo', '/v1/webhooks', { function_id: fn }),
    execution: await make('demo', '/v1/executions', { function_id: fn, input: '{"name":"Q"}' }),
    job: await make('demo', '/v1/jobs', { function_id: fn, pattern: '0 0 * * *' }),
  };
  return { ...engine, ports, things };
}

/** The keys of each object (`qinling/api/controllers/v1/resources.py`). */
export const keysOf = {
  runtime: 'id name image description is_public trusted status project_id created_at updated_at',
  function:
    'id name description cpu memory_size timeout runtime_id code entry count latest_version project_id created_at updated_at',
  version: 'id description function_id version_number count project_id created_at updated_at',
  alias: 'id name description function_id function_version project_id created_at updated_at',
  webhook:
    'id function_id function_alias function_version description project_id created_at updated_at webhook_url',
  execution:
    'id function_id function_version function_alias description status sync input result project_id created_at updated_at',
  job: 'id name function_id function_alias function_version function_input status pattern count first_execution_time next_execution_time project_id created_at updated_at',
  worker: 'function_id function_version worker_name',
  pool: 'name capacity',
  accepted: 'execution_id',
} as const;

/** The answer to a request: one object, a list under a key, bytes of a type, or nothing. */
type Answered =
  | keyof typeof keysOf
  | readonly [list: string, of: keyof typeof keysOf]
  | { readonly type: string }
  | null;

type Sent = NonNullable<Parameters<ReturnType<typeof anEngine>['send']>[3]>;

/** One row of the contract's table of requests, with the status that each of three callers gets. */
export interface RequestRow {
  readonly command: string;
  readonly method: string;
  readonly path: (things: Things) => string;
  readonly sent?: (things: Things) => Sent;
  readonly answered: Answered;
  /**
   * A member of the project that owns the objects; a member of another; an administrator of a third.
   */
  readonly owner: number;
  readonly stranger: number;
  readonly admin: number;
}

const json =
  (body: (things: Things) => unknown) =>
  (things: Things): Sent => ({ json: body(things) });
const fixed = (path: string) => () => path;
const swift = JSON.stringify({ source: 'swift', swift: { container: 'demo', object: uploaded } });
const code = JSON.stringify({ source: 'package' });
const multipart = (): Sent => ({ body: functionForm({ code, name: 'hello', entry: 'a.b' }) });
const urlEncoded = (fields: Readonly<Record<string, string>>) => (): Sent => ({
  body: new URLSearchParams(fields),
});
const nothing = { name: null, status: null, pattern: null, next_execution_time: null };

/** Open to everybody; each caller sees the own project. */
const everybodys = { owner: 200, stranger: 200, admin: 200 };
const administrators = { owner: 403, stranger: 403 };
/** Open to an administrator for any project; or only to the own project. */
const openToAdmin = (status: number) => ({ owner: status, stranger: 404, admin: status });
const ownOnly = (status: number) => ({ owner: status, stranger: 404, admin: 404 });

const row = (
  command: string,
  [method, path]: readonly [string, RequestRow['path']],
  answered: Answered,
  statuses: Pick<RequestRow, 'owner' | 'stranger' | 'admin'>,
  sent?: RequestRow['sent'],
): RequestRow => ({ command, method, path, answered, ...statuses, ...(sent && { sent }) });

const fn = (rest: string) => (things: Things) => `/v1/functions/${things.function}${rest}`;
const { runtime, execution, job } = {
  runtime: (rest: string) => (things: Things) => `/v1/runtimes/${things.runtime}${rest}`,
  execution: (rest: string) => (things: Things) => `/v1/executions/${things.execution}${rest}`,
  job: (things: Things) => `/v1/jobs/${things.job}`,
};
const webhook = (things: Things) => `/v1/webhooks/${things.webhook}`;

/** Section 3.2 of the wire contract, row by row. */
export const requestTable: readonly RequestRow[] = [
  row('runtime list', ['GET', fixed('/v1/runtimes')], ['runtimes', 'runtime'], everybodys),
  row(
    'runtime create',
    ['POST', fixed('/v1/runtimes')],
    'runtime',
    { ...administrators, admin: 201 },
    json(() => ({ image: 'python3.13', is_public: true, trusted: true, name: 'n' })),
  ),
  row('runtime show', ['GET', runtime('')], 'runtime', everybodys),
  row('runtime pool show', ['GET', runtime('/pool')], 'pool', { ...administrators, admin: 200 }),
  row('runtime delete', ['DELETE', runtime('')], null, { ...administrators, admin: 204 }),
  row(
    'runtime update (API only)',
    ['PUT', runtime('')],
    'runtime',
    { ...administrators, admin: 200 },
    json(() => ({ name: 'other', description: 'd' })),
  ),
  row(
    'function create --package',
    ['POST', fixed('/v1/functions')],
    'function',
    { owner: 201, stranger: 201, admin: 201 },
    multipart,
  ),
  row(
    'function create --container',
    ['POST', fixed('/v1/functions')],
    'function',
    { owner: 201, stranger: 400, admin: 400 },
    urlEncoded({ runtime_id: runtimeId, code: swift, timeout: '5' }),
  ),
  row(
    'function create --image',
    ['POST', fixed('/v1/functions')],
    'function',
    { owner: 201, stranger: 201, admin: 201 },
    urlEncoded({
      code: JSON.stringify({
        source: 'image',
        image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello',
      }),
      timeout: '5',
    }),
  ),
  row('function list', ['GET', fixed('/v1/functions')], ['functions', 'function'], everybodys),
  row(
    'function list --filter project_id',
    ['GET', fixed('/v1/functions?project_id=demo')],
    ['functions', 'function'],
    everybodys,
  ),
  row(
    'function list --filter all_projects',
    ['GET', fixed('/v1/functions?all_projects=true')],
    ['functions', 'function'],
    { ...administrators, admin: 200 },
  ),
  row('function show', ['GET', fn('')], 'function', openToAdmin(200)),
  row(
    'function update',
    ['PUT', fn('')],
    'function',
    openToAdmin(200),
    urlEncoded({ name: 'other', timeout: '9' }),
  ),
  row(
    'function update --package',
    ['PUT', ({ unused }) => `/v1/functions/${unused}`],
    'function',
    openToAdmin(200),
    () => {
      const form = new FormData();
      form.set('source', 'package');
      form.set('package', new File([helloZip('# other')], 'hello.zip'));
      return { body: form };
    },
  ),
  row('function delete', ['DELETE', ({ unused }) => `/v1/functions/${unused}`], null, {
    owner: 204,
    stranger: 404,
    admin: 403,
  }),
  row(
    'function download',
    ['GET', fn('?download=true')],
    { type: 'application/zip' },
    openToAdmin(200),
  ),
  ...['scale_up', 'scale_down'].map((what) =>
    row(
      `function ${what.replace('_', '')}`,
      ['POST', fn(`/${what}`)],
      null,
      { ...administrators, admin: 202 },
      json(() => ({ count: 1 })),
    ),
  ),
  row('function detach', ['POST', fn('/detach')], null, { ...administrators, admin: 202 }),
  row('function worker list', ['GET', fn('/workers')], ['workers', 'worker'], {
    ...administrators,
    admin: 200,
  }),
  row(
    'function version create',
    ['POST', fn('/versions')],
    'version',
    ownOnly(201),
    json(() => ({ description: null })),
  ),
  row(
    'function version list',
    ['GET', fn('/versions')],
    ['function_versions', 'version'],
    openToAdmin(200),
  ),
  row('function version show', ['GET', fn('/versions/1')], 'version', openToAdmin(200)),
  row(
    'function version download (API only)',
    ['GET', fn('/versions/1?download=true')],
    { type: 'application/zip' },
    openToAdmin(200),
  ),
  row('function version delete', ['DELETE', fn('/versions/1')], null, ownOnly(204)),
  row('function version detach', ['POST', fn('/versions/1/detach')], null, {
    ...administrators,
    admin: 202,
  }),
  row(
    'function alias create',
    ['POST', fixed('/v1/aliases')],
    'alias',
    ownOnly(201),
    json(({ unused }) => ({
      name: 'other',
      function_id: unused,
      function_version: 0,
      description: '',
    })),
  ),
  row(
    'function alias list',
    ['GET', fixed('/v1/aliases')],
    ['function_aliases', 'alias'],
    everybodys,
  ),
  row('function alias show', ['GET', fixed('/v1/aliases/prod')], 'alias', ownOnly(200)),
  row(
    'function alias update',
    ['PUT', fixed('/v1/aliases/prod')],
    'alias',
    ownOnly(200),
    json(() => ({ function_id: null, function_version: '1', description: 'upd' })),
  ),
  row('function alias delete', ['DELETE', fixed('/v1/aliases/prod')], null, ownOnly(204)),
  row(
    'webhook create --function',
    ['POST', fixed('/v1/webhooks')],
    'webhook',
    ownOnly(201),
    json((things) => ({
      function_id: things.function,
      function_version: 0,
      function_alias: null,
      description: 'd',
    })),
  ),
  row(
    'webhook create --function-alias',
    ['POST', fixed('/v1/webhooks')],
    'webhook',
    ownOnly(201),
    json(() => ({ function_id: null, function_version: null, function_alias: 'prod' })),
  ),
  row('webhook list', ['GET', fixed('/v1/webhooks')], ['webhooks', 'webhook'], everybodys),
  row('webhook show', ['GET', webhook], 'webhook', openToAdmin(200)),
  row(
    'webhook update',
    ['PUT', webhook],
    'webhook',
    ownOnly(200),
    json(() => ({ function_id: null, function_version: '1', description: 'd' })),
  ),
  row('webhook delete', ['DELETE', webhook], null, openToAdmin(204)),
  ...[true, false].map((sync) =>
    row(
      `function execution create ${sync ? '--sync' : '--async'}`,
      ['POST', fixed('/v1/executions')],
      'execution',
      openToAdmin(201),
      json((things) => ({
        function_id: things.function,
        function_version: 0,
        function_alias: null,
        sync,
        input: null,
      })),
    ),
  ),
  row(
    'function execution list --filter',
    ['GET', ({ function: id }) => `/v1/executions?function_id=${id}&status=eq:success`],
    ['executions', 'execution'],
    everybodys,
  ),
  row('function execution show', ['GET', execution('')], 'execution', openToAdmin(200)),
  row('function execution delete', ['DELETE', execution('')], null, openToAdmin(204)),
  row(
    'function execution log show',
    ['GET', execution('/log')],
    { type: 'text/plain; charset=UTF-8' },
    openToAdmin(200),
  ),
  row(
    'job create',
    ['POST', fixed('/v1/jobs')],
    'job',
    ownOnly(201),
    json((things) => ({
      function_alias: null,
      function_id: things.function,
      function_version: 0,
      name: null,
      first_execution_time: null,
      pattern: '0 0 * * *',
      function_input: null,
      count: null,
    })),
  ),
  row('job list', ['GET', fixed('/v1/jobs')], ['jobs', 'job'], everybodys),
  row('job show', ['GET', job], 'job', openToAdmin(200)),
  row(
    'job update',
    ['PUT', job],
    'job',
    openToAdmin(200),
    json(() => ({ ...nothing, name: 'n' })),
  ),
  row('job delete', ['DELETE', job], null, openToAdmin(204)),
];
