import { readFileSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type AlarmingCommand,
  aodhCommands,
  quotaCommands,
} from '../alarming/support/alarming-commands.ts';
import { type As, guestOf, runClient, session } from '../support/local-stack.ts';
import { commandsOfClient } from './support/command-record.ts';

const owner: As = { user: guestOf.alarmingCommands };
const clients = [
  { program: 'aodh', commands: aodhCommands('capabilities list') },
  {
    program: 'openstack',
    commands: [...aodhCommands('alarming capabilities list'), ...quotaCommands],
  },
];

/** Runs the commands one after the other, and returns those whose result is not as expected. */
async function runAll(program: string, commands: readonly AlarmingCommand[]) {
  const { projectId } = await session(owner);
  const known = new Map([
    ['$name', `${program}-${randomUUID().slice(0, 8)}`],
    ['$project', projectId],
  ]);
  const filled = (text: string): string =>
    [...known].reduce((sofar, [variable, value]) => sofar.replaceAll(variable, value), text);
  const wrong: unknown[] = [];
  for (const { command, parameters, prints, fails = false, admin = false } of commands) {
    const silent = command === 'alarm delete' || fails;
    const line = [...command.split(' '), ...parameters.map(filled)];
    // oxlint-disable-next-line no-await-in-loop -- each depends on the previous ones
    const ended = await runClient(
      [program, ...line, ...(silent ? [] : ['-f', 'json'])],
      admin ? { user: 'admin' } : owner,
    );
    const json = silent || ended.code !== 0 ? undefined : JSON.parse(ended.stdout);
    const wanted: unknown = JSON.parse(filled(JSON.stringify(prints)));
    const right =
      (ended.code !== 0) === fails &&
      (typeof wanted === 'string'
        ? (ended.stdout + ended.stderr).includes(wanted)
        : matches(json, wanted));
    if (!right) wrong.push({ line: [program, ...line].join(' '), wanted, ended });
    if (json?.alarm_id && !known.has('$id')) known.set('$id', json.alarm_id);
  }
  return wrong;
}

/** Whether printed JSON has the wanted fields. A list must have the wanted rows in order, among others. */
function matches(printed: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted) && Array.isArray(printed)) {
    const rows = printed.values();
    return wanted.every((want) => [...takeUntil(rows, want)].length > 0);
  }
  if (typeof wanted !== 'object' || wanted === null) return printed === wanted;
  if (typeof printed !== 'object' || printed === null) return false;
  return Object.entries(wanted).every(([field, value]) =>
    matches(Reflect.get(printed, field), value),
  );
}

/** The first row that matches. It and the rows before it are consumed. */
function* takeUntil(rows: Iterator<unknown>, want: unknown) {
  for (let row = rows.next(); !row.done; row = rows.next())
    if (matches(row.value, want)) {
      yield row.value;
      return;
    }
}

describe('every command of the clients', () => {
  test.concurrent.each(clients)('of $program has the result in the table', async (client) => {
    const { program, commands } = client;
    expect(await runAll(program, commands)).toEqual([]);
  });

  test.each([
    {
      program: 'aodh',
      help: ['help'],
      pattern: /^ {2}((?:alarm|capabilities)[\w -]*?)(?: {2}|$)/gm,
    },
    { program: 'openstack', help: ['help', 'alarm'], pattern: /^ {2}(alarm[\w -]*)$/gm },
  ])('of $program is in the table', async ({ program, help, pattern }) => {
    const { stdout } = await runClient([program, ...help], owner);
    const offered = new Set([...stdout.matchAll(pattern)].map(([, command]) => command?.trim()));
    for (const own of commandsOfClient('5.1.1', 'taibai')) offered.delete(own);
    const listed = clients.find((client) => client.program === program)?.commands ?? [];
    expect(new Set(listed.map(({ command }) => command))).toEqual(offered);
  });

  test('is documented', () => {
    const file = new URL('../../docs/compatibility/alarming.md', import.meta.url);
    if (process.env['TAIBAI_WRITE_DOCS']) writeFileSync(file, table());
    expect(unpadded(readFileSync(file, 'utf8'))).toBe(unpadded(table()));
  });
});

/** Undoes the formatter's padding of table cells. */
const unpadded = (text: string): string =>
  text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---');

const cell = (text: string): string => text.replaceAll('|', '\\|');

const table = (): string =>
  [
    '# Alarming: every command of the clients',
    '',
    'Run by `test/parity/alarming-commands.test.ts` with the unmodified `aodhclient` 3.12.0 and `python-openstackclient` 10.5.0 on the local stack, as a member of a project unless said otherwise; this file is written by it. `$name`, `$id` and `$project` stand for the alarm and its project.',
    ...clients.flatMap(({ program, commands }) => [
      '',
      `## ${program}`,
      '',
      '| command | run with | result |',
      '| --- | --- | --- |',
      ...commands.map(
        ({ command, parameters, result, admin }) =>
          `| \`${program} ${command}\` | ${parameters.length === 0 ? '' : `\`${cell(parameters.join(' '))}\``} | ${cell(result)}${admin ? ' (run as one)' : ''} |`,
      ),
    ]),
    '',
  ].join('\n');
