import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { installedFiles, ownFiles } from '../../local/package/folder-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
for (const name of [
  'main.py',
  '.env',
  '.git/config',
  'data/.cache/x',
  'numpy/.libs/libblas.so',
  'numpy/core.py',
  'numpy/__pycache__/core.pyc',
  'old.pyc',
]) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), '');
}
afterAll(() => rmSync(folder, { recursive: true }));

test('what installed libraries bring is kept, also what begins with a dot', () => {
  expect(Object.keys(installedFiles(folder)).toSorted()).toEqual([
    '.env',
    '.git/config',
    'data/.cache/x',
    'main.py',
    'numpy/.libs/libblas.so',
    'numpy/core.py',
  ]);
});

test("hidden files of the user's own folder are left out", () => {
  const expected = ['main.py', 'numpy/core.py'];
  expect(Object.keys(ownFiles(folder)).toSorted()).toEqual(expected);
});
