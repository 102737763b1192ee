import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { zipSync } from 'fflate';
import * as z from 'zod';
import { commandRecord, commandsOfClient, tableOf, type Way } from './support/command-record.ts';
import {
  type As,
  askClient,
  freshFolder,
  guestOf,
  request,
  session,
} from '../support/local-stack.ts';

const owner: As = { user: guestOf.engineCommands };
const admin: As = { user: 'admin' };
const asAdmin: Way = { as: admin };
const asOwner: Way = { as: owner };
const oldClient: Way = { as: owner, version: '3.0.0' };
const image = '000000000000.dkr.ecr.us-east-1.amazonaws.com/hello';

/** Polls with the client until a resource has this status. */
const status = (of: string, id: string, wanted: string, as = owner) =>
  expect
    .poll(() => askClient(['openstack', ...of.split(' '), 'show', id], as), {
      timeout: 120_000,
      interval: 1000,
    })
    .toMatchObject({ status: wanted });

/** The local stack has the Pythons of the machine. */
async function newestRuntime(): Promise<string> {
  const listed = await askClient(['openstack', 'runtime', 'list'], owner);
  const names = z.array(z.object({ Name: z.string() })).parse(listed);
  return names.findLast(({ Name }) => /^python3\.\d+$/.test(Name))?.Name ?? '';
}

/** Uploads a package to object storage, as for large packages. The client has no command for it. */
async function uploaded() {
  const body = Uint8Array.from(zipSync({ 'hello_world.py': Buffer.from('def main(): pass\n') }));
  const offered = z
    .object({ container: z.string(), object: z.string(), upload_url: z.string() })
    .parse(
      await (
        await request(await session(owner), 'POST', '/packages', { bytes: body.byteLength })
      ).json(),
    );
  expect((await fetch(offered.upload_url, { method: 'PUT', body })).status).toBe(200);
  return offered;
}

describe('every command of the function client', { timeout: 900_000 }, () => {
  const folder = freshFolder();
  let project = '';
  let python = '';
  const general = (text: string): string =>
    text
      .replaceAll(`${folder}/`, '')
      .replaceAll(project, '{project}')
      .replaceAll(/\bpython3\.\d+/g, '{python}')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}');
  const newest = commandRecord(general);
  const guides = commandRecord(general);
  const run = (command: string, way = asOwner) =>
    (way.version === '3.0.0' ? guides : newest).run(command, way);
  const idOf = (command: string, way?: Way) => run(`${command} -f value -c id`, way);
  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    ({ projectId: project } = await session(owner));
    python = await newestRuntime();
    writeFileSync(
      file('hello_world.py'),
      'def main(**input):\n    print("hi")\n    return "Hello"\n',
    );
    writeFileSync(file('other.py'), 'def main(**input): return "Other"\n');
  });

  test('works as documented', async () => {
    await runtimes();
    const fn = await functions();
    await versions(fn);
    await webhooks(fn);
    await executions(fn);
    await jobs();
    await withTheGuidesClient();
    await removal(fn);
    const all = newest.runs.map(({ command }) => command);
    const notRun = (name: string) => !all.some((each) => each.startsWith(name));
    expect(commandsOfClient('5.1.1').filter(notRun)).toEqual([]);
    expect(commandsOfClient('3.0.0').filter(notRun)).toEqual([]);
    await expect(document()).toMatchFileSnapshot('../../docs/compatibility/engine.md');
  });

  async function runtimes() {
    const custom = await idOf(`runtime create ${python} --name custom --private`, asAdmin);
    await run(`runtime create ${python}`);
    const container = await idOf('runtime create docker.io/mine --private', asAdmin);
    await status('runtime', container, 'error', admin);
    await run('runtime list');
    await status('runtime', custom, 'available', admin);
    await run(`runtime show ${custom}`, asAdmin);
    await run(`runtime pool show ${custom}`, asAdmin);
    await run(`runtime delete ${custom} ${container}`, asAdmin);
  }

  async function functions(): Promise<string> {
    const create = `function create --runtime ${python} --entry hello_world.main`;
    const fn = await idOf(`${create} --name hello --file ${file('hello_world.py')}`);
    const { container, object } = await uploaded();
    const swift = await idOf(`${create} --container ${container} --object ${object}`);
    const note = 'the emulator cannot run it';
    const ofImage = await idOf(`function create --image ${image}`, { ...asOwner, note });
    await run('function create --image docker.io/hello');
    await run('function list');
    await run('function list --filter name=hello');
    await run('function show hello');
    await run(`function show ${fn}`);
    await run('function update hello --entry hello_world.main --name hello');
    await run(`function update ${fn} --timeout 6`);
    await run(`function download hello -o ${file('hello.zip')}`);
    await run(`function scaleup ${fn}`, asAdmin);
    await run(`function scaledown ${fn}`, asAdmin);
    await run(`function scaleup ${fn}`);
    await run(`function detach ${fn}`, asAdmin);
    await run(`function worker list ${fn}`, asAdmin);
    await run(`function delete ${swift} ${ofImage}`);
    return fn;
  }

  async function versions(fn: string) {
    await run('function version create hello --description first');
    await run(`function version create ${fn}`);
    await run(`function update hello --file ${file('other.py')}`);
    await run(`function version list ${fn}`);
    await run(`function version show ${fn} 1`);
    await run(`function version detach ${fn} 1`, asAdmin);
    await run('function alias create prod --function hello --function-version 1');
    await run(`function alias create prod --function ${fn}`);
    await run('function alias list');
    await run('function alias show prod');
    await run('function alias update prod --function hello --function-version 1');
  }

  async function webhooks(fn: string) {
    const webhook = await idOf('webhook create --function hello --function-version 1');
    await run('webhook create --function-alias prod');
    await run('webhook list');
    await run(`webhook show ${webhook}`);
    await run(`webhook update ${webhook} --function-version 0 --description d`);
    await run(`function delete ${fn}`);
  }

  async function executions(fn: string) {
    const version = '--function-version 1';
    const execution = await idOf(
      `function execution create --function hello ${version} --input {"a":1}`,
    );
    await status('function execution', execution, 'success');
    const followed = await idOf('function execution create --function-alias prod --async');
    await status('function execution', followed, 'success');
    await run(`function execution create --function ${fn} --function-version 7`);
    await run(`function execution list --filter function_id=${fn} --filter status=eq:success`);
    await run(`function execution show ${execution}`);
    const log = await run(`function execution log show ${execution}`);
    expect(log).toContain(`Start execution: ${execution}\nhi\nFinished execution: ${execution}`);
    await run(`function execution delete --execution ${execution}`);
    await run(`function execution delete --function ${fn}`);
  }

  async function jobs() {
    await run('job create --function hello --pattern bad');
    const every = 'job create --function hello --pattern "*/5 9 * * 1-5" --count 3';
    const recurring = await idOf(`${every} --function-input x`);
    await run(`job update ${recurring} --pattern "0 * * * *" --status cancelled`);
    const once = 'job create --function hello --name once';
    const single = await idOf(`${once} --first-execution-time 2040-01-01T00:00:00`);
    await run('job list');
    await run(`job show ${single}`);
    await run(`job update ${single} --status paused`);
    await run(`job update ${single} --status running`);
    await run('function update hello --entry other.main');
    await run(`job update ${single} --status cancelled`);
    await run(`job update ${single} --status running`);
    await run(`job delete ${single}`);
    await run(`job delete ${recurring}`);
  }

  /** Commands that the guide's client spells differently. */
  async function withTheGuidesClient() {
    const runtime = await idOf(`runtime create ${python} --name old`, {
      ...asAdmin,
      version: '3.0.0',
    });
    await run(`runtime delete ${runtime}`, { ...asAdmin, version: '3.0.0' });
    const execution = await idOf('function execution create hello --function-version 1', oldClient);
    await status('function execution', execution, 'success');
    await run('webhook create hello --function-version 1', oldClient);
    const webhook = await idOf('webhook create hello', oldClient);
    await run(`webhook update ${webhook} --description d`, oldClient);
  }

  async function removal(fn: string) {
    const all = z
      .array(z.object({ Id: z.string() }))
      .parse(await askClient(['openstack', 'webhook', 'list'], owner));
    await run(`webhook delete ${all.map(({ Id }) => Id).join(' ')}`);
    await run('function alias delete prod');
    await run(`function version delete ${fn} 1`);
    await run('function delete hello');
    await run(`function execution delete --function ${fn}`);
  }

  const document = (): string =>
    [
      '# The function client, command by command',
      '',
      'Written by `test/parity/engine-commands.test.ts`, which runs each command of the unmodified',
      '`python-qinlingclient` 5.1.1 on the local stack, by `OS_*` variables alone, and fails when this table is',
      'not what happened, or a command of its help is not in it. Each begins by logging in, which is left out.',
      '',
      ...tableOf(newest.runs),
      '',
      '## As the guide’s client has it',
      '',
      'What `python-qinlingclient` 3.0.0 spells, or sends, in its own way.',
      '',
      ...tableOf(guides.runs),
      '',
    ].join('\n');
});
