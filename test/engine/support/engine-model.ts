import assert from 'node:assert/strict';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { runDueJobs } from '../../../functions/engine/app/jobs/run-due-jobs.ts';
import { handleExecutionMessage } from '../../../functions/engine/app/executions/handle-execution-message.ts';
import { memoryFunctionRunner, returning } from '../../fakes/function-runner.ts';
import { anEngine, bodyOf, enginePorts, functionForm } from './engine-app.ts';

type Target = number | 'prod';

/** The simplest description of what a function must be. */
interface Model {
  /** The number of the code that the API accepted last; undefined once the function is deleted. */
  code: number | undefined;
  /** The code of each version, by its number. */
  versions: Map<number, number>;
  latest: number;
  /** The version that `prod` points at. */
  alias: number | undefined;
  /** What the webhook runs: a version, or what `prod` points at when it is called. */
  webhook: { readonly id: string; target: Target } | undefined;
  job: { status: 'running' | 'paused' | 'cancelled'; due: number } | undefined;
  /** Executions that were accepted and not deleted. */
  accepted: number;
  minutes: number;
}

const zipOf = (code: number) =>
  Uint8Array.from(zipSync({ 'main.py': strToU8(`code = ${code}`) }, { level: 0 }));

/** The real system: the engine in memory with a fake Lambda, and a way to send it requests. */
async function system() {
  const lambda: {
    code: (functionId: string, qualifier: string | undefined) => string | undefined;
  } = { code: () => undefined };
  const ran: { readonly version: number; readonly key: string | undefined }[] = [];
  const runner = memoryFunctionRunner((ask) => {
    const key = lambda.code(ask.function_id, ask.qualifier);
    ran.push({ version: ask.qualifier === undefined ? 0 : Number(ask.qualifier), key });
    return returning('"ran"')(ask);
  });
  const ports = { ...enginePorts(), runner };
  const engine = anEngine(ports);
  lambda.code = (functionId, qualifier) =>
    qualifier === undefined
      ? engine.provisioner.deployed.get(functionId)?.packageKey
      : engine.provisioner.published.get(`${functionId}:${qualifier}`)?.packageKey;
  const created = await engine.send('demo', 'POST', '/v1/functions', {
    body: functionForm({}, zipOf(0)),
  });
  const { id } = await bodyOf(created);
  const ask = async (method: string, path: string, json?: unknown) =>
    engine.send('demo', method, path, json === undefined ? {} : { json });
  return { ...engine, ports, ran, id, ask, functionPath: `/v1/functions/${id}` };
}
type System = Awaited<ReturnType<typeof system>>;

/** The number of the code in a package that Lambda ran. */
function codeIn({ ports }: System, key: string | undefined): number {
  const zip = key === undefined ? undefined : ports.packagesKept.get(key);
  const text = Buffer.from(zip ?? []).toString('latin1');
  return Number(/code = (\d+)/.exec(text)?.[1]);
}

/** A command that may always run; the model says what its outcome must be. */
const command = (
  name: string,
  go: (model: Model, real: System) => Promise<void>,
): fc.AsyncCommand<Model, System> => ({ check: () => true, run: go, toString: () => name });

const runsInJob = ({ job }: Model) => job !== undefined && job.status !== 'cancelled';

/** What keeps a function, or one of its versions, from being deleted; refusals name the first. */
function usersOf(model: Model, version?: number): readonly string[] {
  const at = (target: Target | undefined) =>
    target !== undefined && target !== 'prod' && target === (version ?? target);
  const plural = version === undefined;
  return [
    ...(runsInJob(model) && (version ?? 0) === 0 ? ['running job(s)'] : []),
    ...(at(model.webhook?.target) ? [plural ? 'webhook(s)' : 'webhook'] : []),
    ...(at(model.alias) ? [plural ? 'function alias(es)' : 'alias'] : []),
  ];
}

/** Whether the request was refused because of these users; the refusal names the first. */
async function refusedTo(users: readonly string[], answer: Response): Promise<boolean> {
  if (users.length === 0) return false;
  assert.equal(answer.status, 403);
  const { faultstring } = await bodyOf(answer);
  assert.ok(faultstring.endsWith(`is still associated with ${users[0]}.`), faultstring);
  return true;
}

/** The version and code that a target points at now; undefined if there is none. */
function meantBy(model: Model, target: Target): { version: number; code: number } | undefined {
  const version = target === 'prod' ? model.alias : target;
  if (version === undefined) return undefined;
  const code = version === 0 ? model.code : model.versions.get(version);
  return model.code === undefined || code === undefined ? undefined : { version, code };
}

const update = (code: number) =>
  command(`update to ${code}`, async (model, real) => {
    const form = new FormData();
    form.set('package', new File([zipOf(code)], 'main.zip'));
    const answer = await real.send('demo', 'PUT', real.functionPath, { body: form });
    if (model.code === undefined) return assert.equal(answer.status, 404);
    if (runsInJob(model)) return assert.equal(answer.status, 403);
    assert.equal(answer.status, 200);
    model.code = code;
  });

const freeze = command('freeze', async (model, real) => {
  const answer = await real.ask('POST', `${real.functionPath}/versions`, {});
  if (model.code === undefined) return assert.equal(answer.status, 404);
  const unchanged = model.versions.get(model.latest) === model.code;
  if (unchanged || model.versions.size === 10) return assert.equal(answer.status, 403);
  assert.equal(answer.status, 201);
  model.latest += 1;
  model.versions.set(model.latest, model.code);
});

const thaw = (version: number) =>
  command(`delete version ${version}`, async (model, real) => {
    const answer = await real.ask('DELETE', `${real.functionPath}/versions/${version}`);
    if (!model.versions.has(version)) return assert.equal(answer.status, 404);
    if (await refusedTo(usersOf(model, version), answer)) return;
    assert.equal(answer.status, 204);
    model.versions.delete(version);
    if (version === model.latest) model.latest -= 1;
  });

const point = (version: number) =>
  command(`alias to ${version}`, async (model, real) => {
    const exists = model.code !== undefined && (version === 0 || model.versions.has(version));
    const answer =
      model.alias === undefined
        ? await real.ask('POST', '/v1/aliases', {
            name: 'prod',
            function_id: real.id,
            function_version: version,
          })
        : await real.ask('PUT', '/v1/aliases/prod', { function_version: version });
    if (!exists) return assert.equal(answer.status, 404);
    assert.equal(answer.ok, true);
    model.alias = version;
  });

const unpoint = command('delete alias', async (model, real) => {
  const answer = await real.ask('DELETE', '/v1/aliases/prod');
  assert.equal(answer.status, model.alias === undefined ? 404 : 204);
  model.alias = undefined;
});

const targetOf = (real: System, target: Target) =>
  target === 'prod'
    ? { function_alias: 'prod', function_id: null, function_version: null }
    : { function_alias: null, function_id: real.id, function_version: target };

/** Runs an accepted execution to its end, and checks that Lambda ran the intended code. */
async function ranToItsEnd(real: System, id: string, meant: { version: number; code: number }) {
  await real.provision();
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const message of real.ports.executionQueue.sent.splice(0))
    await handleExecutionMessage(real.ports, message);
  const execution = await real.ports.executions.get('demo', id);
  assert.deepEqual([execution?.status, execution?.functionVersion], ['success', meant.version]);
  assert.equal(codeIn(real, real.ran.at(-1)?.key), meant.code);
}

/** Runs a version, or what the alias points at, to its end. */
const execute = (target: Target) =>
  command(`execute ${target}`, async (model, real) => {
    const asked = { ...targetOf(real, target), sync: false };
    const answer = await real.ask('POST', '/v1/executions', asked);
    const meant = meantBy(model, target);
    if (!meant) return assert.equal(answer.status, 404);
    assert.equal(answer.status, 201);
    model.accepted += 1;
    await ranToItsEnd(real, (await bodyOf(answer)).id, meant);
  });

/** Creates the webhook, or changes its target. */
const hook = (target: Target) =>
  command(`webhook on ${target}`, async (model, real) => {
    const { webhook } = model;
    const answer = webhook
      ? await real.ask('PUT', `/v1/webhooks/${webhook.id}`, targetOf(real, target))
      : await real.ask('POST', '/v1/webhooks', targetOf(real, target));
    if (!meantBy(model, target)) return assert.equal(answer.status, 404);
    assert.equal(answer.ok, true);
    model.webhook = { id: (await bodyOf(answer)).id, target };
  });

const unhook = command('delete webhook', async (model, real) => {
  if (!model.webhook) return;
  const path = `/v1/webhooks/${model.webhook.id}`;
  assert.equal((await real.ask('DELETE', path)).status, 204);
  assert.equal((await real.ask('GET', path)).status, 404);
  model.webhook = undefined;
});

const call = command('call webhook', async (model, real) => {
  if (!model.webhook) return;
  const path = `/v1/webhooks/${model.webhook.id}/invoke`;
  const answer = await real.invocation.request(path, { method: 'POST' });
  const meant = meantBy(model, model.webhook.target);
  if (!meant) return assert.equal(answer.status, 404);
  assert.equal(answer.status, 202);
  model.accepted += 1;
  await ranToItsEnd(real, (await bodyOf(answer)).execution_id, meant);
});

/** Removes an execution that has ended. */
const forget = command('delete execution', async (model, real) => {
  const [execution] = await real.ports.executions.list('demo', { limit: 1000 });
  if (!execution) return assert.equal(model.accepted, 0);
  const path = `/v1/executions/${execution.id}`;
  assert.equal((await real.ask('DELETE', path)).status, 204);
  assert.equal((await real.ask('GET', path)).status, 404);
  assert.equal((await real.ask('GET', `${path}/log`)).status, 404);
  model.accepted -= 1;
});

const schedule = command('create job', async (model, real) => {
  if (model.job) return;
  const answer = await real.ask('POST', '/v1/jobs', {
    function_id: real.id,
    pattern: '* * * * *',
    name: 'job',
  });
  if (model.code === undefined) return assert.equal(answer.status, 404);
  assert.equal(answer.status, 201);
  model.job = { status: 'running', due: model.minutes + 1 };
});

const switchJob = (status: 'running' | 'paused' | 'cancelled') =>
  command(`job ${status}`, async (model, real) => {
    const [job] = await real.ports.jobs.list('demo');
    if (!model.job || !job) return assert.equal(model.job, undefined);
    const answer = await real.ask('PUT', `/v1/jobs/${job.id}`, { status });
    if (model.job.status === 'cancelled') return assert.equal(answer.status, 400);
    assert.equal(answer.status, 200);
    const goesOn = model.job.status === 'paused' && status === 'running';
    model.job = { status, due: goesOn ? model.minutes + 1 : model.job.due };
  });

/** Minutes pass, then two sweeps run; up to ten minutes, every missed run is made up for. */
const wait = (minutes: number) =>
  command(`wait ${minutes} min`, async (model, real) => {
    real.ports.clock.advance(minutes * 60);
    model.minutes += minutes;
    await Promise.all([runDueJobs(real.ports), runDueJobs(real.ports)]);
    if (model.job?.status === 'running' && model.job.due <= model.minutes) {
      model.accepted += model.minutes - model.job.due + 1;
      model.job.due = model.minutes + 1;
    }
    const stored = await real.ports.executions.list('demo', { limit: 1000 });
    assert.equal(stored.length, model.accepted);
  });

const remove = command('delete function', async (model, real) => {
  const answer = await real.ask('DELETE', real.functionPath);
  if (model.code === undefined) return assert.equal(answer.status, 404);
  if (await refusedTo(usersOf(model), answer)) return;
  assert.equal(answer.status, 204);
  model.code = undefined;
  model.versions.clear();
  await real.provision();
  assert.equal(real.ports.packagesKept.size, 0);
  assert.equal(real.provisioner.deployed.size + real.provisioner.published.size, 0);
});

/** Once the queue is empty, Lambda and the stores agree with the model. */
const settle = command('settle', async (model, real) => {
  await real.provision();
  if (model.code === undefined) return;
  const fn = (await real.ports.functions.get('demo', real.id))!;
  assert.equal(codeIn(real, real.provisioner.deployed.get(real.id)?.packageKey), model.code);
  assert.deepEqual([fn.latestVersion, fn.applyError], [model.latest, null]);
  const versions = await real.ports.versions.list({ projectId: 'demo', functionId: real.id });
  const frozen = versions.map(({ number, lambdaVersion }) => [
    number,
    codeIn(real, real.provisioner.published.get(`${real.id}:${lambdaVersion}`)?.packageKey),
  ]);
  assert.deepEqual(
    frozen,
    [...model.versions].toSorted(([one], [other]) => one - other),
  );
  assert.equal(real.provisioner.published.size, model.versions.size);
  const keys = new Set([fn.packageKey, ...versions.map(({ packageKey }) => packageKey)]);
  assert.deepEqual(new Set(real.ports.packagesKept.keys()), keys);
});

const small = fc.integer({ min: 1, max: 3 });
const target = fc.oneof(fc.constant(0), small, fc.constant('prod' as const));

/** Sequences of requests about one function. */
export const engineCommands = fc.commands(
  [
    // Listed twice to be more frequent, because a removal ends everything.
    fc.nat({ max: 4 }).map(update),
    fc.nat({ max: 4 }).map(update),
    fc.constant(freeze),
    fc.constant(freeze),
    small.map(thaw),
    fc.oneof(fc.constant(0), small).map(point),
    fc.constant(unpoint),
    target.map(execute),
    target.map(hook),
    target.map(hook),
    fc.constant(call),
    fc.constant(call),
    fc.constant(unhook),
    fc.constant(forget),
    fc.constant(schedule),
    fc.constantFrom('running' as const, 'paused' as const, 'cancelled' as const).map(switchJob),
    fc.integer({ min: 1, max: 5 }).map(wait),
    fc.constant(remove),
    fc.constant(settle),
    fc.constant(settle),
  ],
  { maxCommands: 40, size: 'max' },
);

/** A function that was just created, in the model and in the engine. */
export const aLife = async (): Promise<{ model: Model; real: System }> => ({
  model: {
    code: 0,
    versions: new Map(),
    latest: 0,
    alias: undefined,
    webhook: undefined,
    job: undefined,
    accepted: 0,
    minutes: 0,
  },
  real: await system(),
});
