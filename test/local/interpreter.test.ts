import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCredentials } from '../../local/credentials.ts';
import { devStackUsers } from '../../local/local-settings.ts';
import { findPython, findPythons } from '../../local/prepare/interpreter.mjs';
import { run } from '../../local/program.ts';

const root = mkdtempSync(join(tmpdir(), 'project-'));
const own = join(root, '.local', 'venv', 'clients', 'bin');
const usual = '/usr/bin:/bin';

beforeAll(async () => {
  const { base } = findPython('/nowhere');
  const parameters = ['-m', 'venv', '--without-pip', join(own, '..')];
  const { code, stderr } = await run(base, parameters);
  if (code !== 0) throw new Error(stderr);
  for (const name of ['openstack', 'aodh', 'pip'])
    writeFileSync(join(own, name), '#!/bin/sh\n', { mode: 0o755 });
});
afterAll(() => rmSync(root, { recursive: true }));

const asked = async (script: string) =>
  (await run('bash', ['-c', script], { env: { PATH: usual } })).stdout.trim().split('\n');

test('a Python of our own environments is never taken for the user’s', () => {
  const path = `${own}:${process.env['PATH']}`;
  const without = findPython(root);
  expect(findPython(root, { ...process.env, PATH: path })).toEqual(without);
  for (const { executable } of findPythons(root, { ...process.env, PATH: path }))
    expect(executable).not.toContain(root);
});

test('not even through a link', () => {
  const links = join(root, 'links');
  mkdirSync(links);
  symlinkSync(join(own, '..'), join(links, 'environment'));
  const path = `${join(links, 'environment', 'bin')}:${process.env['PATH']}`;
  expect(findPython(root, { ...process.env, PATH: path }).executable).not.toContain(root);
});

test('a Python that cannot run is passed over', () => {
  const broken = join(root, 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'python3'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
  const path = `${broken}:${process.env['PATH']}`;
  expect(findPython(root, { ...process.env, PATH: path })).toEqual(findPython(root));
});

test('each version of the machine is found once, oldest first', () => {
  const versions = findPythons(root).map(({ version }) => version.join('.'));
  expect(versions.length).toBeGreaterThan(0);
  expect(versions).toEqual([...new Set(versions)]);
  expect(versions).toEqual(
    versions.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true })),
  );
});

test('`openrc` puts the clients on the PATH and leaves every other program as it was', async () => {
  const folder = join(root, '.local');
  writeCredentials('http://localhost:7070', devStackUsers, {
    folder,
    clients: own,
    defaultUser: 'demo',
  });
  const which = 'command -v openstack aodh python3 pip python sh; true';
  const clients = ['openstack', 'aodh'].map((name) => join(folder, 'bin', name));
  expect(await asked(`. ${folder}/openrc; ${which}`)).toEqual([
    ...clients,
    ...(await asked(which)),
  ]);
});
