import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changedSources } from '../../local/check/changed-sources.ts';

/** A project whose sources were remembered. */
function project() {
  const root = mkdtempSync(join(tmpdir(), 'taibai-sources-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (file: string, text = '') => writeFileSync(join(root, file), text);
  for (const folder of ['console', 'functions', 'infra', 'local', 'test'])
    mkdirSync(join(root, folder));
  for (const file of [
    '.oxlintrc.json',
    'package-lock.json',
    'tsconfig.json',
    'console/tsconfig.json',
  ])
    write(file, '{}');
  for (const file of ['functions/a.ts', 'test/b.ts', 'vitest.config.ts']) write(file);
  const changed = () => changedSources(root, join(root, '.local', 'passed.json'));
  changed().remember();
  return { root, write, changed };
}

test('nothing has changed after the sources were remembered', () => {
  expect(project().changed()).toMatchObject({ any: false, files: [] });
});

test.each(['functions/a.ts', 'functions/new.ts', 'console/screen.tsx', 'vitest.config.ts'])(
  '%s counts as changed until it is remembered',
  (file) => {
    const { write, changed } = project();
    write(file, 'export {};');
    expect(changed()).toMatchObject({ any: true, files: [file] });
    changed().remember();
    expect(changed()).toMatchObject({ any: false, files: [] });
  },
);

test('a removed source is a change without a changed file', () => {
  const { root, changed } = project();
  rmSync(join(root, 'functions', 'a.ts'));
  expect(changed()).toMatchObject({ any: true, files: [] });
});

test('the whole project counts as changed if rules or packages have changed, or the memory is unreadable or missing', () => {
  const { root, write, changed } = project();
  write('package-lock.json', '{"version": 2}');
  expect(changed()).toMatchObject({ any: true, files: ['.'] });
  write(join('.local', 'passed.json'), 'no memory');
  expect(changed()).toMatchObject({ any: true, files: ['.'] });
  rmSync(join(root, '.local'), { recursive: true });
  expect(changed()).toMatchObject({ any: true, files: ['.'] });
});
