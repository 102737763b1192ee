import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './step.mjs';

/**
 * RabbitMQ from Debian's packages, unpacked into `.local/rabbitmq` and not installed: nothing of it
 * gets into the system, and no service starts. apt keeps its lists and its cache in there, too, so
 * that no right is needed. Where there is no apt, the tests that need a broker are skipped.
 */
export function rabbitmq(root) {
  const folder = join(root, '.local', 'rabbitmq');
  return {
    title: 'RabbitMQ (Debian packages, unpacked)',
    done: () => existsSync(folder) || !hasApt(),
    run: async () => {
      const making = `${folder}.${process.pid}`;
      try {
        await unpack(making);
        renameSync(making, folder);
      } catch (error) {
        console.log(`[prepare] RabbitMQ cannot be had here: ${lastLine(error.message)}`);
      } finally {
        rmSync(making, { recursive: true, force: true });
      }
    },
  };
}

const hasApt = () => spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;

const lastLine = (text) => text.trim().split('\n').at(-1);

async function unpack(folder) {
  const lists = join(folder, 'apt', 'lists');
  const cache = join(folder, 'apt', 'cache');
  for (const place of [lists, cache]) mkdirSync(join(place, 'partial'), { recursive: true });
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

/** The server and what it needs that this machine has not, but for what only its service uses. */
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

/** Debian's own \`erl\` knows one place only. */
const erl = `#!/bin/sh
here=$(cd "$(dirname "$0")/.." && pwd)
export ROOTDIR="$here/usr/lib/erlang" BINDIR=$(echo "$here"/usr/lib/erlang/erts-*/bin) EMU=beam PROGNAME=erl
export LD_LIBRARY_PATH="$(echo "$here"/usr/lib/*-linux-gnu | tr ' ' ':'):$(echo "$here"/lib/*-linux-gnu | tr ' ' ':')"
exec "$BINDIR/erlexec" "$@"
`;
