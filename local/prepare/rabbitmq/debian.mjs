import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from '../step.mjs';
import { writePlaces } from './places.mjs';

export const hasApt = () =>
  ['apt-get', 'dpkg-deb'].every(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
  );

/**
 * Unpacks RabbitMQ from Debian's packages instead of installing it: the system is not changed, no service
 * starts, and no root rights are needed. All that it needs is unpacked, whatever is installed.
 */
export async function unpackFromDebian(folder) {
  const apt = await aptOf(join(folder, 'apt'));
  const packages = join(folder, 'apt', 'packages');
  mkdirSync(packages);
  await execute('apt-get', [...apt, 'download', ...packagesOf(apt)], { cwd: packages });
  for (const file of readdirSync(packages))
    await execute('dpkg-deb', ['-x', join(packages, file), folder]);
  rmSync(join(folder, 'apt'), { recursive: true, force: true });
  mkdirSync(join(folder, 'bin'));
  const erl = join(folder, 'bin', 'erl');
  writeFileSync(erl, ownErl, { mode: 0o755 });
  const [server] = readdirSync(join(folder, 'usr/lib/rabbitmq/lib'));
  const [erts] = readdirSync(join(folder, 'usr/lib/erlang')).filter((name) =>
    name.startsWith('erts-'),
  );
  await execute(erl, ['-noshell', '-eval', 'ok = crypto:start(), halt().']);
  writePlaces(folder, {
    server: join(folder, 'usr/lib/rabbitmq/lib', server),
    erlang: join(folder, 'bin'),
    mapper: join(folder, 'usr/lib/erlang', erts, 'bin', 'epmd'),
  });
}

/** The options of an apt of our own, with up-to-date lists, that takes nothing for installed. */
export async function aptOf(folder) {
  const [lists, cache, state] = ['lists', 'cache', 'state'].map((name) => join(folder, name));
  for (const path of [lists, cache]) mkdirSync(join(path, 'partial'), { recursive: true });
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, 'status'), '');
  writeFileSync(join(state, 'extended_states'), '');
  const options = [
    `Dir::State::lists=${lists}`,
    `Dir::Cache=${cache}`,
    `Dir::State::status=${join(state, 'status')}`,
    `Dir::State::extended_states=${join(state, 'extended_states')}`,
    'APT::Sandbox::User=',
  ];
  const apt = [...options.flatMap((option) => ['-o', option]), '-qq'];
  await execute('apt-get', [...apt, 'update']);
  return apt;
}

/**
 * Erlang, the server and the libraries that they load. The C library is the machine's, because it must
 * match the loader; interpreters and programs of the base system, which only the service uses, are left out.
 */
export function packagesOf(apt) {
  const { stdout, stderr } = spawnSync(
    'apt-get',
    [...apt, '--simulate', '--no-install-recommends', 'install', 'rabbitmq-server'],
    { encoding: 'utf8' },
  );
  const all = [...(stdout ?? '').matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
  if (!all.includes('rabbitmq-server')) throw new Error(`apt-get: ${stderr}`);
  return all.filter(
    (name) =>
      /^(rabbitmq-server$|erlang-|lib|zlib)/.test(name) && !/^lib(c6|perl|python)/.test(name),
  );
}

/** Replaces Debian's `erl`, which works only in the folder that it is installed to. */
const ownErl = `#!/bin/sh
here=$(cd "$(dirname "$0")/.." && pwd)
export ROOTDIR="$here/usr/lib/erlang" BINDIR=$(echo "$here"/usr/lib/erlang/erts-*/bin) EMU=beam PROGNAME=erl
export LD_LIBRARY_PATH="$(echo "$here"/usr/lib/*-linux-gnu | tr ' ' ':'):$(echo "$here"/lib/*-linux-gnu | tr ' ' ':')"
exec "$BINDIR/erlexec" "$@"
`;
