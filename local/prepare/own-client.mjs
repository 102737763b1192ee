import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execute } from './step.mjs';

/** The environments that have the project's own plugin for `openstack` besides what is pinned. */
export const withOwnClient = ['clients', 'clients-3'];

/**
 * Installs the plugin in `clients/python` into a virtual environment that has its dependencies and the
 * package that builds it. A stamp records what it was made from, so that a change is installed anew.
 */
export function ownClient(root, folder) {
  const source = join(root, 'clients', 'python');
  const stamp = join(folder, 'own-client-made-from');
  const wanted = digest(source);
  return {
    done: () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted,
    run: async () => {
      await execute(join(folder, 'bin', 'python'), [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        '--no-build-isolation',
        '--force-reinstall',
        source,
      ]);
      writeFileSync(stamp, wanted);
    },
  };
}

function digest(source) {
  const hash = createHash('sha256');
  for (const file of filesOf(source))
    hash.update(`${relative(source, file)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

/** What is packaged, in a fixed order. */
const filesOf = (source) => [
  ...['LICENSE', 'README.md', 'pyproject.toml'].map((name) => join(source, name)),
  ...readdirSync(join(source, 'taibaiclient'), { recursive: true })
    .filter((name) => name.endsWith('.py'))
    .toSorted()
    .map((name) => join(source, 'taibaiclient', name)),
];
