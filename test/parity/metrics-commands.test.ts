import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { indexCommands, type MetricsCommand } from '../metrics/support/index-commands.ts';
import { type As, guestOf, runClient } from '../support/local-stack.ts';

const owner: As = { user: guestOf.metricsCommands };
const clients = [
  { program: 'gnocchi', commands: indexCommands('gnocchi') },
  { program: 'openstack', commands: indexCommands('openstack') },
];

/** Runs the commands one after the other, and returns those whose result is not as expected. */
async function runAll(program: string, commands: readonly MetricsCommand[]) {
  const known = new Map([['$name', `${program}-${randomUUID().slice(0, 8)}`]]);
  const filled = (text: string): string =>
    [...known].reduce((sofar, [variable, value]) => sofar.replaceAll(variable, value), text);
  const wrong: unknown[] = [];
  for (const { command, parameters, prints, fails, admin, silent, keeps } of commands) {
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
  clients
    .flatMap(({ program, commands }) => [
      '',
      `## Policies, types, resources and metrics: ${program}`,
      '',
      '| command | run with | result |',
      '| --- | --- | --- |',
      ...commands.map(
        ({ command, parameters, result, admin }) =>
          `| \`${program} ${command}\` | ${parameters.length === 0 ? '' : `\`${cell(parameters.join(' '))}\``} | ${cell(result)}${admin ? ' (run by an administrator)' : ''} |`,
      ),
    ])
    .join('\n');

/** Undoes the formatter's padding of table cells. */
const unpadded = (text: string): string =>
  text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---').trim();

/** The page's part between the marks. */
const partOf = (page: string): readonly [string, string, string] => {
  const [before = '', rest = ''] = page.split(begin);
  const [part = '', after = ''] = rest.split(end);
  return [before, part, after];
};

describe('every command about policies, types, resources and metrics', () => {
  test.concurrent.each(clients)(
    'of $program has the result in the table',
    async (client) => {
      expect(await runAll(client.program, client.commands)).toEqual([]);
    },
    300_000,
  );

  test('is documented', () => {
    const page = readFileSync(file, 'utf8');
    const [before, , after] = partOf(page);
    if (process.env['TAIBAI_WRITE_DOCS'])
      writeFileSync(file, `${before}${begin}\n${table()}\n\n${end}${after}`);
    expect(unpadded(partOf(readFileSync(file, 'utf8'))[1])).toBe(unpadded(table()));
  });
});
