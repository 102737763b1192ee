import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownClient, withOwnClient } from './own-client.mjs';
import { execute } from './step.mjs';

/**
 * A virtual environment in `.local/venv` with exactly the packages that a file of `local/requirements`
 * pins. A stamp, written last, records the requirements, the folder and the Python, because a virtual
 * environment works only in its folder and with its interpreter. Environments of
 * clients have the project's own plugin, too.
 */
export function pythonEnvironment(root, name, python) {
  const requirements = join(root, 'local', 'requirements', `${name}.txt`);
  const folder = join(root, '.local', 'venv', name);
  const stamp = join(folder, 'made-from');
  const source = createHash('sha256')
    .update(readFileSync(requirements))
    .update(`\n${folder}\n${python.executable} ${python.version.join('.')}`)
    .digest('hex');
  const packagesInstalled = () =>
    existsSync(join(folder, 'bin', 'python')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === source;
  const plugin = withOwnClient.includes(name) ? ownClient(root, folder) : undefined;
  return {
    title: `Python environment "${name}"`,
    done: () => packagesInstalled() && (plugin?.done() ?? true),
    run: async () => {
      if (!packagesInstalled()) await installPackages();
      await plugin?.run();
    },
  };

  async function installPackages() {
    rmSync(folder, { recursive: true, force: true });
    await execute(python.executable, ['-m', 'venv', folder]);
    await execute(join(folder, 'bin', 'pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      `--requirement=${requirements}`,
    ]);
    writeFileSync(stamp, source);
  }
}
