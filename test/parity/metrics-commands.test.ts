import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { indexCommands, type MetricsCommand } from '../metrics/support/index-commands.ts';
import { leftOut, measureCommands } from '../metrics/support/measure-commands.ts';
import { type As, clientsOf, freshFolder, guestOf, runClient } from '../support/local-stack.ts';

const owner: As = { user: guestOf.metricsCommands };
const programs = ['gnocchi', 'openstack'] as const;
const parts = [
  { about: 'Policies, types, resources and metrics', commandsOf: indexCommands },
  { about: 'Measures and aggregates', commandsOf: measureCommands },
].flatMap(({ about, commandsOf }) =>
  programs.map((program) => ({ about, program, commands: commandsOf(program) })),
);

/** Runs the commands one after the other, and returns those whose result is not as expected. */
async function runAll(program: string, commands: readonly MetricsCommand[]) {
  const known = new Map([['$name', `${program}-${randomUUID().slice(0, 8)}`]]);
  const filled = (text: string): string =>
    [...known].reduce((sofar, [variable, value]) => sofar.replaceAll(variable, value), text);
  const wrong: unknown[] = [];
  for (const { command, parameters, prints, fails, admin, silent, keeps, file } of commands) {
    if (file !== undefined) {
      const path = join(freshFolder(), 'measures.json');
      writeFileSync(path, filled(JSON.stringify(file)));
      known.set('$file', path);
    }
    const line = [...command.split(' '), ...parameters.map(filled)];
    const isJson = !silent && !fails;
    // oxlint-disable-next-line no-await-in-loop -- each depends on the previous ones
    const ended = await runClient(
      [program, ...line, ...(isJson ? ['-f', 'json'] : [])],
      admin ? { user: 'admin' } : owner,
    );
    const json = isJson && ended.code === 0 ? JSON.parse(ended.stdout) : undefined;
    const wanted: unknown = JSON.parse(filled(JSON.stringify(prints)));
    const right =
      (ended.code !== 0) === (fails ?? false) &&
      (typeof wanted === 'string'
        ? (ended.stdout + ended.stderr).includes(wanted)
        : matches(json, wanted));
    if (!right) wrong.push({ line: [program, ...line].join(' '), wanted, ended });
    if (keeps && json?.id) known.set(keeps, json.id);
  }
  return wrong;
}

/** Whether printed JSON has the wanted fields. A list must have the wanted rows in order, among others. */
function matches(printed: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(printed)) return false;
    let from = 0;
    return wanted.every((want) => {
      const at = printed.findIndex((row, i) => i >= from && matches(row, want));
      from = at + 1;
      return at >= 0;
    });
  }
  if (typeof wanted !== 'object' || wanted === null) return printed === wanted;
  if (typeof printed !== 'object' || printed === null) return false;
  return Object.entries(wanted).every(([field, value]) =>
    matches(Reflect.get(printed, field), value),
  );
}

const begin = '<!-- written by test/parity/metrics-commands.test.ts -->';
const end = '<!-- end -->';
const file = new URL('../../docs/compatibility/metrics.md', import.meta.url);

const cell = (text: string): string => text.replaceAll('|', '\\|');
const table = (): string =>
  parts
    .flatMap(({ about, program, commands }) => [
      '',
      `## ${about}: ${program}`,
      '',
      '| command | run with | result |',
      '| --- | --- | --- |',
      ...commands.map(
        ({ command, parameters, result, admin }) =>
          `| \`${program} ${command}\` | ${parameters.length === 0 ? '' : `\`${cell(parameters.join(' '))}\``} | ${cell(result)}${admin ? ' (run by an administrator)' : ''} |`,
      ),
    ])
    .concat(
      '',
      '## Not run',
      '',
      '| command | why |',
      '| --- | --- |',
      ...Object.entries(leftOut).map(([command, why]) => `| \`gnocchi ${command}\` | ${why} |`),
    )
    .join('\n');

/** The commands that a client has by its own account. */
const ownCommands: Readonly<Record<(typeof programs)[number], string>> = {
  gnocchi: 'from gnocchiclient.shell import GnocchiCommandManager as m; names = m.SHELL_COMMANDS',
  openstack:
    "from importlib.metadata import entry_points; names = [e.name.replace('_', ' ') for e in entry_points(group='openstack.metric.v1')]",
};
function commandsOfClient(program: (typeof programs)[number]): readonly string[] {
  const list = `${ownCommands[program]}; print('\\n'.join(names))`;
  const python = join(clientsOf('5.1.1'), 'python');
  return execFileSync(python, ['-c', list], { encoding: 'utf8' }).trim().split('\n').toSorted();
}

/** Undoes the formatter's padding of table cells. */
const unpadded = (text: string): string =>
  text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---').trim();

/** The page's part between the marks. */
const partOf = (page: string): readonly [string, string, string] => {
  const [before = '', rest = ''] = page.split(begin);
  const [part = '', after = ''] = rest.split(end);
  return [before, part, after];
};

describe('every command of the clients', () => {
  test.concurrent.each(parts)(
    '$about: of $program has the result in the table',
    async ({ program, commands }) => {
      expect(await runAll(program, commands)).toEqual([]);
    },
    600_000,
  );

  test.each(programs)('that %s has is in a table, or left out with a reason', (program) => {
    const shown = parts.filter((part) => part.program === program).flatMap((part) => part.commands);
    const without = Object.keys(leftOut).map((name) =>
      program === 'gnocchi' ? name : `metric ${name}`,
    );
    const covered = [...shown.map(({ command }) => command), ...without];
    expect([...new Set(covered)].toSorted()).toEqual(commandsOfClient(program));
  });

  test('is documented', () => {
    const page = readFileSync(file, 'utf8');
    const [before, , after] = partOf(page);
    if (process.env['TAIBAI_WRITE_DOCS'])
      writeFileSync(file, `${before}${begin}\n${table()}\n\n${end}${after}`);
    expect(unpadded(partOf(readFileSync(file, 'utf8'))[1])).toBe(unpadded(table()));
  });
});
