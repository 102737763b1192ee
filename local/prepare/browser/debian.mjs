import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { aptOf, hasApt } from '../rabbitmq/debian.mjs';
import { execute } from '../step.mjs';

const wanted = ['chromium-headless-shell', 'chromium-common', 'fonts-dejavu-core'];

/** Unpacks the browser and all libraries that it loads, whatever is installed; the C library is the machine's. */
export async function fromDebian(folder) {
  if (!hasApt()) throw new Error('there is no apt-get to unpack it with');
  const apt = await aptOf(join(folder, 'apt'));
  const packages = join(folder, 'apt', 'packages');
  mkdirSync(packages);
  await execute('apt-get', [...apt, 'download', ...packagesOf(apt)], { cwd: packages });
  for (const file of readdirSync(packages))
    await execute('dpkg-deb', ['-x', join(packages, file), folder]);
  rmSync(join(folder, 'apt'), { recursive: true });
  renameSync(join(folder, 'usr/share/fonts/truetype/dejavu'), join(folder, 'fonts'));
  return {
    program: join(folder, 'usr/lib/chromium/chromium-headless-shell'),
    libraries: ['usr/lib', 'lib'].flatMap((each) =>
      readdirSync(join(folder, each))
        .filter((name) => name.endsWith('-linux-gnu'))
        .flatMap((name) => [join(folder, each, name), join(folder, each, name, 'pulseaudio')])
        .filter((path) => existsSync(path)),
    ),
  };
}

function packagesOf(apt) {
  const { stdout, stderr } = spawnSync(
    'apt-get',
    [...apt, '--simulate', '--no-install-recommends', 'install', ...wanted],
    { encoding: 'utf8' },
  );
  const all = [...(stdout ?? '').matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
  if (!wanted.every((name) => all.includes(name))) throw new Error(`apt-get: ${stderr}`);
  return all.filter(
    (name) => wanted.includes(name) || (/^(lib|zlib)/.test(name) && name !== 'libc6'),
  );
}
