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

const list = z.array(z.record(z.string(), z.unknown()));

/** Parses what a client printed with `-f yaml`, with the client's own PyYAML. */
export async function yamlList(output: string, bin: string) {
  const program = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.argv[1])))';
  const { stdout, stderr, code } = await run(join(bin, 'python'), ['-c', program, output]);
  if (code !== 0) throw new Error(`not YAML: ${stderr}`);
  return list.parse(JSON.parse(stdout));
}
