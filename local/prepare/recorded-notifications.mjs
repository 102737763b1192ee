import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { execute } from './step.mjs';

/**
 * Recorded notifications, unpacked into `.local/recorded` from the packages that contain them: Nova's
 * samples (versioned) and Searchlight's recordings of a DevStack (unversioned). Without the packages, the
 * tests that read them are skipped.
 */
export function recordedNotifications(root, python) {
  const requirements = join(root, 'local', 'requirements', 'recorded.txt');
  const folder = join(root, '.local', 'recorded');
  const stamp = join(folder, 'made-from');
  const source = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  return {
    title: 'Recorded notifications',
    done: () => existsSync(stamp) && readFileSync(stamp, 'utf8') === source,
    run: async () => {
      const staging = `${folder}.${process.pid}`;
      try {
        await unpack(staging, requirements, python);
        writeFileSync(join(staging, 'made-from'), source);
        rmSync(folder, { recursive: true, force: true });
        renameSync(staging, folder);
      } catch (error) {
        console.log(`[prepare] recorded notifications are not available: ${error.message}`);
      } finally {
        rmSync(staging, { recursive: true, force: true });
      }
    },
  };
}

async function unpack(folder, requirements, python) {
  const packages = join(folder, 'packages');
  mkdirSync(packages, { recursive: true });
  await execute(python.executable, ['-m', 'venv', join(packages, 'venv')]);
  await execute(join(packages, 'venv', 'bin', 'pip'), [
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    `--requirement=${requirements}`,
    `--dest=${packages}`,
  ]);
  for (const name of readdirSync(packages)) {
    const file = join(packages, name);
    if (name.endsWith('.whl'))
      await execute(python.executable, ['-m', 'zipfile', '-e', file, folder]);
    if (name.endsWith('.tar.gz')) {
      const samples = `${name.slice(0, -'.tar.gz'.length)}/doc/notification_samples`;
      await execute('tar', ['-xzf', file, '--strip-components=2', '-C', folder, samples]);
    }
  }
  rmSync(packages, { recursive: true });
}
