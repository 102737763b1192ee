import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dotLocal } from '../../local/folder.ts';
import { aptOf, hasApt, packagesOf } from '../../local/prepare/rabbitmq/debian.mjs';
import { hasRabbitMq } from '../../local/rabbitmq.ts';
import { freshFolder } from '../support/local-stack.ts';

/** A machine of apt on which these packages are installed. */
function machineWith(names: readonly string[]): string {
  const folder = freshFolder();
  const installed = names.map(
    (name) =>
      `Package: ${name}\nStatus: install ok installed\nVersion: 1:999\nArchitecture: amd64\nMaintainer: x\nDescription: x\n`,
  );
  writeFileSync(join(folder, 'status'), installed.join('\n'));
  writeFileSync(join(folder, 'apt.conf'), `Dir::State::status "${join(folder, 'status')}";\n`);
  return join(folder, 'apt.conf');
}

describe.runIf(hasApt())('what the tests unpack of RabbitMQ', () => {
  const before = process.env['APT_CONFIG'];
  let apt: readonly string[] = [];
  beforeAll(async () => {
    apt = await aptOf(freshFolder());
  });
  afterAll(() => {
    if (before === undefined) delete process.env['APT_CONFIG'];
    else process.env['APT_CONFIG'] = before;
  });

  test('is the same whether everything or nothing of it is installed', () => {
    process.env['APT_CONFIG'] = machineWith([]);
    const onEmptyMachine = packagesOf(apt);
    process.env['APT_CONFIG'] = machineWith([...onEmptyMachine, 'libc6', 'adduser', 'python3']);
    expect(packagesOf(apt)).toEqual(onEmptyMachine);
    expect(onEmptyMachine).toEqual(
      expect.arrayContaining(['rabbitmq-server', 'erlang-base', 'erlang-crypto']),
    );
    expect(onEmptyMachine.filter((name) => name.startsWith('libssl'))).toHaveLength(1);
  });

  test('is whole: only the C library is the machine’s', () => {
    expect(hasRabbitMq()).toBe(true);
    const folder = join(dotLocal, 'rabbitmq');
    const files = readdirSync(join(folder, 'usr/lib/erlang'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(beam\.smp|epmd|crypto)(\.so)?$/.test(name))
      .map((name) => join(folder, 'usr/lib/erlang', name));
    const loaded = files.flatMap((file) => libraries(file, folder));
    expect(loaded.length).toBeGreaterThan(5);
    const ofMachine = loaded.filter((path) => !path.startsWith(folder));
    expect(ofMachine.filter((path) => !/\/(ld-|lib(c|m|dl|rt|pthread)\.)/.test(path))).toEqual([]);
  });
});

/** The libraries that a program or library loads with the paths that our `erl` sets. */
function libraries(file: string, folder: string): readonly string[] {
  const paths = ['usr/lib', 'lib'].flatMap((each) =>
    readdirSync(join(folder, each))
      .filter((name) => name.endsWith('-linux-gnu'))
      .map((name) => join(folder, each, name)),
  );
  const environment = { ...process.env, LD_LIBRARY_PATH: paths.join(':') };
  const output = execFileSync('ldd', [file], { encoding: 'utf8', env: environment });
  expect(output).not.toContain('not found');
  return [...output.matchAll(/=> (\/\S+)/g)].flatMap(([, path]) => path ?? []);
}
