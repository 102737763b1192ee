import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  memoryFunctionRunner,
  returning,
} from '../../functions/adapters/memory/function-runner.ts';
import { handleExecutionMessage } from '../../functions/app/executions/handle-execution-message.ts';
import { run } from '../../local/program.ts';
import { anEngine, enginePorts, helloZip, runtimeId } from '../support/engine-app.ts';
import { clientsOf } from '../support/local-stack.ts';
import { serveApp } from '../support/serve-app.ts';

/** One command of the client's help, what it sent, and how it ended. */
interface Told {
  readonly command: string;
  readonly requests: readonly string[];
  readonly ended: string;
}

/** The engine in memory, behind a real server; what is queued is done before the answer is given. */
async function commandWorld() {
  const ports = { ...enginePorts(), runner: memoryFunctionRunner(returning('"Hello"', 'hi\n')) };
  const engine = anEngine(ports);
  const seen: string[] = [];
  const server = await serveApp(async (request) => {
    const { pathname, search } = new URL(request.url);
    const app = request.method === 'POST' && pathname.endsWith('/invoke') ? 'invocation' : 'app';
    const answer = await engine[app].fetch(request);
    seen.push(`${request.method} ${pathname}${search} ${answer.status}`);
    await engine.provision();
    // oxlint-disable-next-line no-await-in-loop -- one message after the other
    for (const message of ports.executionQueue.sent.splice(0))
      await handleExecutionMessage(ports, message);
    return answer;
  });
  return { ports, seen, server };
}

describe('every command of the function client', () => {
  const home = mkdtempSync(join(tmpdir(), 'taibai-commands-'));
  const told: Told[] = [];
  let world: Awaited<ReturnType<typeof commandWorld>>;
  beforeAll(async () => {
    world = await commandWorld();
    writeFileSync(join(home, 'hello_world.py'), 'def main(): return "Hello"\n');
    writeFileSync(join(home, 'other.py'), 'def main(): return "Other"\n');
  });
  afterAll(() => {
    world.server.close();
  });

  /** Runs a command of the real client with an administrator's or a member's token. */
  async function client(command: string, who: 'admin' | 'demo' = 'demo'): Promise<string> {
    world.seen.length = 0;
    const bin = clientsOf('5.1.1');
    const { code, stdout, stderr } = await run(join(bin, 'openstack'), wordsOf(command), {
      cwd: home,
      env: {
        PATH: `${bin}:/usr/bin:/bin`,
        HOME: home,
        TMPDIR: home,
        LANG: 'C.UTF-8',
        OS_AUTH_TYPE: 'admin_token',
        OS_ENDPOINT: world.server.url,
        OS_TOKEN: who,
      },
    });
    told.push({
      command: general(command),
      requests: world.seen.map(general),
      ended: code === 0 ? 'done' : `refused: ${general(stderr.trim().split('\n').at(-1) ?? '')}`,
    });
    return stdout.trim();
  }
  const idOf = (command: string, who?: 'admin') => client(`${command} -f value -c id`, who);

  test('works as the contract says', { timeout: 600_000 }, async () => {
    const custom = await idOf('runtime create python3.12 --name custom', 'admin');
    await client('runtime list');
    await client(`runtime show ${custom}`);
    await client(`runtime pool show ${custom}`, 'admin');
    await client(`runtime delete ${custom}`, 'admin');

    const create = `function create --runtime ${runtimeId} --entry hello_world.main`;
    const fn = await idOf(`${create} --name hello --file hello_world.py`);
    const upload = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';
    world.ports.packagesKept.set(`uploads/demo/${upload}`, helloZip());
    const swift = await idOf(`${create} --container demo --object ${upload}`);
    const image = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello';
    await client(`function create --image ${image}`);
    await client('function create --image docker.io/hello');
    await client('function list');
    await client('function list --filter name=hello');
    await client('function show hello');
    await client('function update hello --entry hello_world.main --name hello');
    await client('function download hello -o hello.zip');
    await client(`function scaleup ${fn}`, 'admin');
    await client(`function scaledown ${fn}`, 'admin');
    await client(`function scaleup ${fn}`);
    await client(`function detach ${fn}`, 'admin');
    await client(`function worker list ${fn}`, 'admin');

    await client('function version create hello --description first');
    await client('function version create hello');
    await client('function update hello --file other.py');
    await client(`function version list ${fn}`);
    await client(`function version show ${fn} 1`);
    await client(`function version detach ${fn} 1`, 'admin');

    await client('function alias create prod --function hello --function-version 1');
    await client('function alias create prod --function hello');
    await client('function alias list');
    await client('function alias show prod');
    await client('function alias update prod --function-version 0');

    const webhook = await idOf('webhook create --function hello --function-version 1');
    await idOf('webhook create --function-alias prod');
    await client('webhook list');
    await client(`webhook show ${webhook}`);
    await client(`webhook update ${webhook} --function-version 0 --description d`);
    const refused = await client(`function delete ${fn}`);
    expect(refused).toContain('The function is still associated with webhook(s).');

    const execution = await idOf('function execution create --function hello --input {"a":1}');
    await client('function execution create --function-alias prod --async');
    await client('function execution create --function hello --function-version 7');
    await client(`function execution list --filter function_id=${fn} --filter status=eq:success`);
    await client(`function execution show ${execution}`);
    const log = await client(`function execution log show ${execution}`);
    expect(log).toContain(`Start execution: ${execution}\nhi\nFinished execution: ${execution}`);
    await client(`function execution delete --execution ${execution}`);
    await client(`function execution delete --function ${fn}`);

    await client('job create --function hello --pattern bad');
    const every =
      'job create --function hello --pattern "*/5 9 * * 1-5" --count 3 --function-input x';
    const recurring = await idOf(every);
    await client(`job update ${recurring} --pattern "0 * * * *" --status cancelled`);
    const once =
      'job create --function hello --name once --first-execution-time 2030-01-01T00:00:00';
    const single = await idOf(once);
    await client('job list');
    await client(`job show ${single}`);
    await client(`job update ${single} --status paused`);
    await client(`job update ${single} --status running`);
    await client(`function update hello --entry other.main`);
    await client(`job update ${single} --status cancelled`);
    await client(`job update ${single} --status running`);
    await client(`job delete ${single}`);

    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const id of (await client('webhook list -f value -c Id')).split('\n'))
      await client(`webhook delete ${id}`);
    await client('function alias delete prod');
    await client(`function version delete ${fn} 1`);
    await client(`function delete hello`);
    await client(`function delete ${swift}`);

    expect(
      commandsOfClient().filter((name) => !told.some((each) => each.command.startsWith(name))),
    ).toEqual([]);
    await expect(table(told)).toMatchFileSnapshot('../../docs/compatibility/engine.md');
  });
});

/** The client's own list of its commands: `function alias create`. */
function commandsOfClient(): readonly string[] {
  const list =
    "from importlib.metadata import entry_points\nfor e in entry_points(group='openstack.function_engine.v1'): print(e.name)";
  const names = execFileSync(join(clientsOf('5.1.1'), 'python'), ['-c', list], {
    encoding: 'utf8',
  });
  return names
    .trim()
    .split('\n')
    .map((name) => name.replaceAll('_', ' '))
    .toSorted();
}

/** The words of a command line; quotes keep some together. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);

/** Without what differs from one run to the next. */
const general = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}')
    .replace(/ -f value -c \S+/, '');

const cell = (text: string): string => text.replaceAll('|', '\\|');

function table(rows: readonly Told[]): string {
  const lines = rows.map(
    ({ command, requests, ended }) =>
      `| \`${cell(command)}\` | ${requests.map((each) => `\`${cell(each)}\``).join('<br>')} | ${cell(ended)} |`,
  );
  return [
    '# The function client, command by command',
    '',
    'Written by `test/parity/engine-commands.test.ts`, which runs each command of `python-qinlingclient`',
    '5.1.1 and fails when this table is not what happened, or a command of its help is not in it.',
    '',
    '| `openstack …` | sent, and the status of the answer | ended |',
    '|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}
