import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { root } from '../../local/folder.ts';
import { run } from '../../local/program.ts';

/** A checkout without anything installed: nothing can run in it, and what is prepared would show. */
const checkout = mkdtempSync(join(tmpdir(), 'checkout-'));
cpSync(join(root, 'local', 'run.mjs'), join(checkout, 'local', 'run.mjs'));
cpSync(join(root, 'local', 'prepare'), join(checkout, 'local', 'prepare'), { recursive: true });
afterAll(() => rmSync(checkout, { recursive: true }));

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const own = Object.entries(scripts).flatMap(([script, program]) => {
  const [, command] = /^node local\/run\.mjs (\S+)$/.exec(program) ?? [];
  return command === undefined ? [] : [{ script, command }];
});

const ask = (...parameters: readonly string[]) =>
  run(process.execPath, [join(checkout, 'local', 'run.mjs'), ...parameters]);
const isUntouched = () =>
  ['.local', 'node_modules'].every((name) => !existsSync(join(checkout, name)));

test.each(own)(
  'npm run $script -- --help explains it and does nothing',
  async ({ script, command }) => {
    for (const parameters of [['--help'], ['-h'], ['--unknown', '--help']]) {
      const { code, stdout } = await ask(command, ...parameters);
      expect([code, stdout.split('\n')[0]]).toEqual([
        0,
        expect.stringMatching(new RegExp(`^usage: npm run ${script}( |$)`)),
      ]);
    }
    expect(isUntouched()).toBe(true);
  },
);

test.each(own)('npm run $script refuses an option that it does not know', async ({ command }) => {
  const { code, stderr } = await ask(command, '--unknown');
  expect([code, stderr]).toEqual([1, expect.stringContaining('usage: npm run')]);
  expect(isUntouched()).toBe(true);
});

test('without a known command, all of them are listed', async () => {
  const { code, stderr } = await ask('dwon');
  expect(code).toBe(1);
  for (const { script } of own) expect(stderr).toContain(`npm run ${script}`);
});
