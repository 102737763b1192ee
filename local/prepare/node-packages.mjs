import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './step.mjs';

/**
 * Installs the packages of `package-lock.json`. What is installed is read from the lock file that npm
 * writes to `node_modules`, not from file times, which a checkout changes.
 */
export function nodePackages(root) {
  return {
    title: 'Node packages',
    done: () =>
      agrees(join(root, 'package-lock.json'), join(root, 'node_modules', '.package-lock.json')),
    run: () => npm(root, 'ci').catch(() => npm(root, 'install', '--no-save')),
  };
}

/**
 * `npm ci` refuses a lock file without the packages of other platforms, which npm writes if the registry
 * does not have them. `npm install` accepts it and installs the same versions.
 */
const npm = (root, ...parameters) =>
  execute('npm', [...parameters, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });

/** Optional packages may be missing, because npm does not install those of other platforms. */
function agrees(wantedFile, installedFile) {
  if (!existsSync(installedFile)) return false;
  const installed = packagesOf(installedFile);
  return Object.entries(packagesOf(wantedFile))
    .filter(([path]) => path !== '')
    .every(([path, { version, optional }]) =>
      path in installed ? installed[path].version === version : optional === true,
    );
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
