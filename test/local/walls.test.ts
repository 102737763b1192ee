import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../../local/folder.ts';

/** The linter's output for a project with our rules and these files. */
function lint(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'taibai-walls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of ['.oxlintrc.json', 'local/lint/walls.mjs'])
    cpSync(join(root, file), join(folder, file));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--format', 'unix'], {
    cwd: folder,
    encoding: 'utf8',
  }).stdout;
}

const type = (path: string) => `import type { T } from '${path}';\nexport type Mine = T;\n`;

test.each([
  ['another service', 'functions/alarming/app/a.ts', '../../engine/app/limits.ts'],
  [
    'a file that its service does not expose',
    'functions/engine/entry/a.ts',
    '../../identity/app/login.ts',
  ],
  ['a service that imports this one', 'functions/platform/core/a.ts', '../../engine/core/job.ts'],
  ['a service by one without a list', 'functions/metrics/core/a.ts', '../../engine/core/job.ts'],
  ['ports by core', 'functions/engine/core/a.ts', '../ports.ts'],
  ['an adapter by a use case', 'functions/engine/app/jobs/a.ts', '../../aws/job-store.ts'],
  ['an adapter by a dialect', 'functions/events/http/a.ts', '../aws/event-bus.ts'],
  ['wiring by an adapter', 'functions/identity/aws/a.ts', '../entry/gate.ts'],
  [
    'a dialect by the console',
    'console/src/screens/a.ts',
    '../../../functions/alarming/http/read-alarm.ts',
  ],
  ['a use case by the console', 'console/src/a.ts', '../../functions/alarming/app/upkeep.ts'],
])('the linter refuses an import of %s, even of types only', (_, file, path) => {
  expect(lint({ [file]: type(path) })).toContain('house(walls)');
});

test.each([
  ['a file that its service exposes', 'functions/alarming/core/a.ts', '../../events/core/trait.ts'],
  ['the platform', 'functions/events/core/a.ts', '../../platform/core/fault.ts'],
  ['the contract', 'functions/identity/aws/a.ts', '../../contract/tables.ts'],
  ['a port by a use case', 'functions/engine/app/jobs/a.ts', '../../ports.ts'],
  [
    'any file of the same service by an entry',
    'functions/engine/entry/a.ts',
    '../aws/job-store.ts',
  ],
  ['core by the console', 'console/src/a.ts', '../../functions/alarming/core/alarm.ts'],
  ['the contract by the console', 'console/src/a.ts', '../../functions/contract/message.ts'],
])('the linter allows an import of %s', (_, file, path) => {
  expect(lint({ [file]: type(path) })).not.toContain('house(walls)');
});

test('the linter refuses circular imports, even of types only', () => {
  const files = { 'functions/engine/core/a.ts': type('./b.ts') };
  expect(
    lint({ ...files, 'functions/engine/core/b.ts': "export type { Mine as T } from './a.ts';\n" }),
  ).toContain('import(no-cycle)');
});
