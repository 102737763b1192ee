import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../folder.ts';

const folders = ['functions', 'infra', 'local', 'test'];
const rules = ['.oxlintrc.json', 'package-lock.json', 'tsconfig.json'];

/** The sources that differ from what `remember` saw last, all of them when rules or packages do. */
export function changedSources(memory: string): {
  readonly files: readonly string[];
  remember(): void;
} {
  const before = remembered(memory);
  const now = Object.fromEntries(
    [...rules, ...folders.flatMap(sourcesIn)].map((file) => [file, digestOf(file)]),
  );
  const all = rules.some((file) => before[file] !== now[file]);
  const sources = Object.keys(now).filter((file) => !rules.includes(file));
  return {
    files: all ? folders : sources.filter((file) => before[file] !== now[file]),
    remember() {
      mkdirSync(dirname(memory), { recursive: true });
      writeFileSync(memory, JSON.stringify(now));
    },
  };
}

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

const digestOf = (file: string): string =>
  createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex');

function remembered(memory: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(memory, 'utf8'));
  } catch {
    return {};
  }
}
