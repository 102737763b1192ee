import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './step.mjs';

/**
 * RabbitMQ from Debian's packages, unpacked into `.local/rabbitmq` instead of installed: the system is
 * not changed and no service starts. apt's lists and cache are there too, so that no root rights are
 * needed. Without apt, the tests that need a broker are skipped.
 */
export function rabbitmq(root) {
  const folder = join(root, '.local', 'rabbitmq');
  return {
    title: 'RabbitMQ (Debian packages, unpacked)',
    done: () => existsSync(folder) || !hasApt(),
    run: async () => {
      const staging = `${folder}.${process.pid}`;
      try {
        await unpack(staging);
        renameSync(staging, folder);
      } catch (error) {
        console.log(`[prepare] RabbitMQ is not available: ${lastLine(error.message)}`);
      } finally {
        rmSync(staging, { recursive: true, force: true });
      }
    },
  };
}

const hasApt = () => spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;

const lastLine = (text) => text.trim().split('\n').at(-1);

async function unpack(folder) {
  const lists = join(folder, 'apt', 'lists');
  const cache = join(folder, 'apt', 'cache');
  for (const path of [lists, cache]) mkdirSync(join(path, 'partial'), { recursive: true });
  const own = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`, '-qq'];
  const packages = join(folder, 'apt', 'packages');
  mkdirSync(packages);
  await execute('apt-get', [...own, '-o', 'APT::Sandbox::User=', 'update']);
  await execute('apt-get', [...own, 'download', ...wanted(own)], { cwd: packages });
  for (const file of readdirSync(packages))
    await execute('dpkg-deb', ['-x', join(packages, file), folder]);
  rmSync(join(folder, 'apt'), { recursive: true, force: true });
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'erl'), erl, { mode: 0o755 });
}

/** The server and those of its dependencies that this machine lacks, without those that only its service uses. */
function wanted(own) {
  const unused = ['logrotate', 'libpopt0', 'socat'];
  const { stdout } = spawnSync(
    'apt-get',
    [...own, '--simulate', '--no-install-recommends', 'install', 'rabbitmq-server'],
    { encoding: 'utf8' },
  );
  const missing = [...(stdout ?? '').matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
  if (!missing.includes('rabbitmq-server')) missing.push('rabbitmq-server');
  return missing.filter((name) => !unused.includes(name));
}

/** Replaces Debian's `erl`, which works only in the folder that it is installed to. */
const erl = `#!/bin/sh
here=$(cd "$(dirname "$0")/.." && pwd)
export ROOTDIR="$here/usr/lib/erlang" BINDIR=$(echo "$here"/usr/lib/erlang/erts-*/bin) EMU=beam PROGNAME=erl
export LD_LIBRARY_PATH="$(echo "$here"/usr/lib/*-linux-gnu | tr ' ' ':'):$(echo "$here"/lib/*-linux-gnu | tr ' ' ':')"
exec "$BINDIR/erlexec" "$@"
`;
