import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changedSources } from '../../local/check/changed-sources.ts';

/** A project that passed once. */
function project() {
  const root = mkdtempSync(join(tmpdir(), 'taibai-sources-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (file: string, text = '') => writeFileSync(join(root, file), text);
  for (const folder of ['functions', 'infra', 'local', 'test']) mkdirSync(join(root, folder));
  for (const file of ['.oxlintrc.json', 'package-lock.json', 'tsconfig.json']) write(file, '{}');
  for (const file of ['functions/a.ts', 'test/b.ts', 'vitest.config.ts']) write(file);
  const changed = () => changedSources(root, join(root, '.local', 'passed.json'));
  changed().remember();
  return { root, write, changed };
}

test('nothing has changed since all was remembered', () => {
  expect(project().changed()).toMatchObject({ any: false, files: [] });
});

test.each(['functions/a.ts', 'functions/new.ts', 'vitest.config.ts'])(
  '%s has changed until it is remembered',
  (file) => {
    const { write, changed } = project();
    write(file, 'export {};');
    expect(changed()).toMatchObject({ any: true, files: [file] });
    changed().remember();
    expect(changed()).toMatchObject({ any: false, files: [] });
  },
);

test('a source that is gone is a change, of no file that is there', () => {
  const { root, changed } = project();
  rmSync(join(root, 'functions', 'a.ts'));
  expect(changed()).toMatchObject({ any: true, files: [] });
});

test('other rules or packages concern the whole project, as does a memory that cannot be read', () => {
  const { root, write, changed } = project();
  write('package-lock.json', '{"version": 2}');
  expect(changed()).toMatchObject({ any: true, files: ['.'] });
  write(join('.local', 'passed.json'), 'no memory');
  expect(changed()).toMatchObject({ any: true, files: ['.'] });
  rmSync(join(root, '.local'), { recursive: true });
  expect(changed()).toMatchObject({ any: true, files: ['.'] });
});
