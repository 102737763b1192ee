import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkContents } from '../../functions/engine/app/packages/package-contents.ts';
import { checkPackage } from '../../functions/engine/core/packages/check-package.ts';
import { wheelTags } from '../../local/package/wheel-tags.ts';
import { run } from '../../local/program.ts';

/** Needs a package registry, as the command itself does. */
describe('npm run package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taibai-function-'));
  writeFileSync(join(folder, 'main.py'), 'from markupsafe import escape\n');
  mkdirSync(join(folder, '__pycache__'));
  writeFileSync(join(folder, '__pycache__', 'main.pyc'), '');
  const output = join(folder, '..', `${folder.split('/').pop()}.zip`);
  const build = () =>
    run('node', ['local/run.mjs', 'package', folder, '--output', output, '--python', '3.13']);

  test('builds a package with libraries that run on Lambda', async () => {
    writeFileSync(join(folder, 'requirements.txt'), 'markupsafe==3.0.2\n');
    const { code, stdout } = await build();
    expect(code).toBe(0);
    expect(stdout).toContain('for python3.13 on Linux x86_64');
    expect(stdout).toContain(output);
    const zip = Uint8Array.from(readFileSync(output));
    await checkContents(checkPackage(zip).members);
    const files = unzipSync(zip);
    expect(wheelTags(files)).toContain('cp313-cp313-manylinux_2_17_x86_64');
    expect(Object.keys(files)).toContain('main.py');
    expect(Object.keys(files)).toContain('markupsafe/_speedups.cpython-313-x86_64-linux-gnu.so');
    expect(Object.keys(files).filter((name) => name.includes('__pycache__'))).toEqual([]);
  });

  test('names the library that has no wheel', async () => {
    writeFileSync(join(folder, 'requirements.txt'), 'no-such-library-of-anybody==1\n');
    const { code, stderr } = await build();
    expect(code).toBe(1);
    expect(stderr).toContain('no-such-library-of-anybody');
  });
});
