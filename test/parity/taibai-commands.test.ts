import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { waitForStoredEvent } from '../../local/guide/wait-for-event.ts';
import { commandRecord, commandsOfClient, tableOf } from './support/command-record.ts';
import {
  type As,
  askClient,
  freshFolder,
  guestOf,
  request,
  session,
} from '../support/local-stack.ts';

const idIn = (printed: string): string => /^\w+ (\S+):/.exec(printed)?.[1] ?? 'none';

const owner: As = { user: guestOf.taibaiCommands };
const credential = z.object({ ID: z.string(), Secret: z.string() });

describe('every command of the plugin', { timeout: 600_000 }, () => {
  const folder = freshFolder();
  const messageId = randomUUID();
  const file = join(folder, 'event.json');
  const draft = join(folder, 'draft.json');
  const record = commandRecord((text) =>
    text
      .replaceAll(`${folder}/`, '')
      .replaceAll(/--secret \S+/g, '--secret {secret}')
      .replaceAll(/[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}'),
  );
  const run = (command: string) => record.run(command, { as: owner });

  beforeAll(async () => {
    const own = await session(owner);
    const ask = async (method: string, path: string, body?: unknown) => {
      const answer = await request(own, method, path, body);
      if (!answer.ok) throw new Error(await answer.text());
    };
    const traits = [
      ['project_id', 1, own.projectId],
      ['memory_mb', 2, 512],
    ];
    const event = { message_id: messageId, event_type: 'compute.instance.create.end', traits };
    const query = [{ field: 'traits.memory_mb', op: 'eq', type: '', value: '512' }];
    await ask('POST', '/alarming/v2/alarms', {
      name: 'big',
      type: 'event',
      event_rule: { event_type: 'compute.*', query },
    });
    await ask('POST', '/alarming/v2/alarms', { name: 'any', type: 'event', event_rule: {} });
    writeFileSync(file, JSON.stringify({ ...event, message_id: 'draft', generated: '', raw: {} }));
    const rule = { event_type: 'compute.*' };
    writeFileSync(draft, JSON.stringify({ name: 'draft', type: 'event', event_rule: rule }));
    await ask('POST', '/events', { ...event, generated: '2026-11-27T10:00:00', raw: {} });
    await waitForStoredEvent(own, messageId);
    writeFileSync(join(folder, 'hello.py'), 'def main(**input):\n    return 1\n');
    const runtimes = await askClient(['openstack', 'runtime', 'list'], owner);
    const [runtime] = z.array(z.object({ Name: z.string() })).parse(runtimes);
    const create = ['openstack', 'function', 'create', '--name', 'hello', '--entry', 'hello.main'];
    await askClient(
      [...create, '--runtime', runtime?.Name ?? '', '--file', join(folder, 'hello.py')],
      owner,
    );
  });

  test('works as documented', async () => {
    await alarms();
    await events();
    await functions();
    await backtests();
    await replays();
    const ran = record.runs.map(({ command }) => command);
    const untried = commandsOfClient('5.1.1', 'taibai').filter(
      (name) => !ran.some((command) => command.startsWith(name)),
    );
    expect(untried).toEqual([]);
    await expect(document()).toMatchFileSnapshot('../../docs/compatibility/taibai.md');
  });

  async function alarms() {
    const explained = await run(`alarm explain big --event ${messageId}`);
    expect(explained).toMatch(/✗ +\| traits\.memory_mb +\| = string 512 +\| integer 512/);
    const [, mend = ''] = /openstack (alarm update .*)/.exec(explained) ?? [];
    await run(`alarm explain big --file ${file}`);
    await run(`alarm explain big --event ${messageId} --then`);
    await run('alarm explain big --event nope');
    await run(`alarm explain nope --event ${messageId}`);
    expect(await run('alarm diagnose big')).toContain(`for example ${messageId}`);
    expect(await askClient(['openstack', ...mend.split(' ')], owner)).toBeTruthy();
    expect(await run(`alarm explain big --event ${messageId} -f value -c alarms`)).toContain(
      "'would': 'fire'",
    );
  }

  async function events() {
    expect(await run(`event explain ${messageId} --all`)).toMatch(/\| any +\|/);
    expect(await run(`event explain ${messageId} -f json`)).toContain('"verdict"');
    expect(await run(`event chain ${messageId}`)).toMatch(/✓ +\| any +\| fired/);
    await run('event chain nope');
    expect(await run('event storage show')).toMatch(/\| keep +\| all/);
    expect(await run('event storage set --keep compute.* --days 3')).toMatch(/\| days +\| 3/);
    await run('event storage set --keep all');
    await run('event storage set --days 400');
  }

  async function functions() {
    await run('function secret set hello GREETING --value Hi');
    await run('function secret set hello AWS_REGION --value x');
    expect(await run('function secret list hello -f value')).toBe('GREETING');
    await run('function secret unset hello GREETING');
    const create = ['openstack', 'application', 'credential', 'create', randomUUID()];
    const { ID: id, Secret: secret } = credential.parse(await askClient(create, owner));
    await run(`function credential set hello ${id} --secret ${secret}`);
    expect(await run('function credential show hello')).toMatch(/\| active +\| true/);
    await run('function credential unset hello');
    await run('function credential show hello');
  }

  async function backtests() {
    const printed = await run('alarm backtest create any --last 1h --wait');
    expect(printed).toMatch(/would have fired once and notified 0 times/);
    await run(`alarm backtest create --file ${draft} --last 1h --rearm at-once`);
    await run('alarm backtest create any --last 1h --rule then --fail-if-fired 9');
    await run('alarm backtest create any --from 2026-01-02 --to 2026-01-01');
    expect(await run('alarm backtest list')).toContain(idIn(printed));
    expect(await run(`alarm backtest show ${idIn(printed)}`)).toMatch(/would have fired once/);
    await run(`alarm backtest delete ${idIn(printed)}`);
    await run(`alarm backtest show ${idIn(printed)}`);
  }

  async function replays() {
    const toAlarm = `event replay create ${messageId} --alarm any`;
    expect(await run(toAlarm)).toContain('Nothing was done.');
    const printed = await run(`${toAlarm} --real --confirm 1`);
    expect(await run(`${toAlarm} --real --confirm 1`)).toContain('it was asked for before');
    const toProject =
      'event replay create --from 2026-01-01 --query memory_mb>=integer::512 --project';
    expect(await run(toProject)).toMatch(/✓ +\| [-0-9a-f]+ +\| fires big/);
    await run(`${toProject} --real`);
    await run(`${toProject} --real --confirm 1 --as-new --key parity`);
    const toFunction = `event replay create ${messageId} --function hello`;
    expect(await run(`${toFunction} --notice-of any`)).toMatch(/runs with \d+ bytes/);
    const real = await run(`${toFunction} --real`);
    await expect
      .poll(() => askClient(['openstack', 'function', 'execution', 'list'], owner), {
        timeout: 60_000,
        interval: 2000,
      })
      .toEqual(
        expect.arrayContaining([
          expect.objectContaining({ Description: `Created by Replay ${idIn(real)}` }),
        ]),
      );
    expect(await run('event replay list')).toContain(idIn(printed));
    expect(await run(`event replay show ${idIn(real)}`)).toMatch(/sent/);
    await run(`event replay delete ${idIn(printed)}`);
    await run('event replay show nope');
  }

  const document = (): string =>
    [
      '# The plugin of Taibai, command by command',
      '',
      'Written by `test/parity/taibai-commands.test.ts`, which runs each command of the plugin in `clients/python`',
      'with `python-openstackclient` 10.5.0 on the local stack, and fails when this table is not what happened, or a',
      'command of the plugin is not in it. Each begins by logging in, which is left out.',
      '',
      ...tableOf(record.runs),
      '',
    ].join('\n');
});
