import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { pythonRuntimes } from '../../functions/contract/python-runtime.ts';
import { clientEnvironment } from '../../local/client-environment.ts';
import { run } from '../../local/program.ts';
import type { Session } from '../../local/session.ts';
import { execute } from '../support/deployed.ts';
import { clientsOf, freshFolder, localStack, request, session } from '../support/local-stack.ts';
import { newcomer } from '../support/newcomer.ts';

describe('npm run package -- FOLDER --deploy NAME', () => {
  let own: Session;
  let user: string;
  beforeAll(async () => {
    ({ own, name: user } = await newcomer(await session({ user: 'admin' })));
  });

  const deploy = (folder: string, ...parameters: readonly string[]) => {
    const home = freshFolder();
    const env = clientEnvironment({ url: localStack.url, user, home, bin: clientsOf('5.1.1') });
    const path = `${dirname(process.execPath)}:${env['PATH']}`;
    return run(process.execPath, ['local/run.mjs', 'package', folder, ...parameters], {
      env: { ...env, PATH: path },
    });
  };

  const functionsNamed = async (name: string) => {
    const answer = await (await request(own, 'GET', '/v1/functions')).json();
    const { functions } = z
      .object({ functions: z.array(z.object({ id: z.string(), name: z.string().nullable() })) })
      .parse(answer);
    return functions.filter((fn) => fn.name === name).map(({ id }) => id);
  };

  const outputOf = async (id: string | undefined) =>
    JSON.parse((await execute(own, id ?? '')).result ?? '{}').output;

  test.each([
    ['a small package', 0],
    ['a package over 4 MB', 5 * 1024 * 1024],
  ])('creates a function with %s, and updates it', async (name, bytes) => {
    const folder = join(freshFolder(), 'fn');
    mkdirSync(folder);
    writeFileSync(join(folder, 'app.py'), 'def main(**kwargs):\n    return "first"\n');
    writeFileSync(join(folder, 'data'), randomBytes(bytes));
    const created = await deploy(folder, '--deploy', name, '--entry', 'app.main');
    expect(created).toMatchObject({ code: 0, stderr: '' });
    expect(created.stdout).toMatch(/for python3\.\d+ .*the newest of the deployment/);
    const [id, ...others] = await functionsNamed(name);
    expect(others).toEqual([]);
    expect(await outputOf(id)).toBe('first');

    writeFileSync(join(folder, 'app.py'), 'def main(**kwargs):\n    return "second"\n');
    const updated = await deploy(folder, '--deploy', name);
    expect(updated).toMatchObject({ code: 0, stderr: '' });
    expect(updated.stdout).toContain(`updated the function ${name} (${id})`);
    expect(await functionsNamed(name)).toEqual([id]);
    expect(await outputOf(id)).toBe('second');
  });

  test('refuses a Python that the deployment does not have, and another than the function runs on', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'main.py'), 'def main(**kwargs): return 1\n');
    expect((await deploy(folder, '--deploy', 'other', '--python', '2.7')).stderr).toContain(
      '2.7 is none of',
    );
    const { stdout } = await deploy(folder, '--deploy', 'other');
    const [, python] = /for (python3\.\d+)/.exec(stdout) ?? [];
    const another = pythonRuntimes.find((name) => name !== python) ?? '';
    const moved = await deploy(folder, '--deploy', 'other', '--python', another);
    expect(moved).toMatchObject({ code: 1 });
    expect(moved.stderr).toContain(`runs on ${python}`);
  });
});
