import { join } from 'node:path';
import * as z from 'zod';
import { run } from '../program.ts';

/** Parses the two-column table that the clients print for one object. */
export function fieldTable(output: string): Readonly<Record<string, string>> {
  const [, ...rows] = output.split('\n').flatMap((line) => {
    const [, field, value] = /^\| (\S+) +\| (.*) \|$/.exec(line) ?? [];
    return field === undefined || value === undefined ? [] : [[field, value.trimEnd()] as const];
  });
  return Object.fromEntries(rows);
}

/**
 * Parses a table whose first column has marks: what each row is about, and its mark with the rest. The cells of
 * a row that is wrapped are put together; ids are left out.
 */
export function markedRows(output: string): Readonly<Record<string, string>> {
  const rows: string[][] = [];
  for (const line of output.split('\n').filter((each) => each.startsWith('| '))) {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const above = rows.at(-1);
    if (cells[1] === '' && above)
      rows.push(rows.pop()?.map((cell, at) => `${cell} ${cells[at]}`.trim()) ?? []);
    else rows.push(cells);
  }
  return Object.fromEntries(
    rows
      .slice(1)
      .map(([mark = '', what = '', ...rest]) => [
        what.replace(/ [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, ''),
        `${mark} ${rest.join(', ')}`,
      ]),
  );
}

const list = z.array(z.record(z.string(), z.unknown()));

/** Parses what a client printed with `-f yaml`, with the client's own PyYAML. */
export async function yamlList(output: string, bin: string) {
  const program = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.argv[1])))';
  const { stdout, stderr, code } = await run(join(bin, 'python'), ['-c', program, output]);
  if (code !== 0) throw new Error(`not YAML: ${stderr}`);
  return list.parse(JSON.parse(stdout));
}
