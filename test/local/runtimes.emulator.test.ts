import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { root } from '../../local/folder.ts';
import { findPythons } from '../../local/prepare/interpreter.mjs';
import type { Session } from '../../local/session.ts';
import { zipSync } from 'fflate';
import { execute, functionForm, postForm } from '../support/deployed.ts';
import { request, session } from '../support/local-stack.ts';
import { newcomer } from '../support/newcomer.ts';

const listed = z.object({
  runtimes: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
});

const probe = `
import importlib.util, os, resource, sys

def refused(action):
    try:
        action()
        return None
    except (OSError, MemoryError) as error:
        return type(error).__name__

def main(**kwargs):
    here = os.path.dirname(__file__)
    return {
        'version': '%d.%d' % sys.version_info[:2],
        'importable': [name for name in ('boto3', 'ministack', 'yaml', 'pip')
                       if importlib.util.find_spec(name)],
        'own code': refused(lambda: open(__file__, 'a')),
        'own folder': refused(lambda: open(os.path.join(here, 'new.py'), 'w')),
        'other folder': refused(lambda: open('/tmp/taibai-probe', 'w')),
        'environment': refused(lambda: open('/proc/%d/environ' % os.getppid()).read()),
        'memory': refused(lambda: bytearray(1 << 30)),
        'files': resource.getrlimit(resource.RLIMIT_NOFILE)[0],
    }
`;

/** Runs the probe on a runtime and returns its output. */
async function probed(own: Session, runtimeId: string): Promise<Record<string, unknown>> {
  const zip = zipSync({ 'main.py': new TextEncoder().encode(probe) });
  const form = await functionForm(own, zip, 'main.main');
  form.set('runtime_id', runtimeId);
  const created = await postForm(own, form);
  expect(created.status).toBe(201);
  const { id } = z.object({ id: z.string() }).parse(await created.json());
  const { result } = await execute(own, id);
  return z.object({ output: z.record(z.string(), z.unknown()) }).parse(JSON.parse(result ?? '{}'))
    .output;
}

describe('functions on the local stack', () => {
  let own: Session;
  let runtimes: z.infer<typeof listed>['runtimes'];

  beforeAll(async () => {
    ({ own } = await newcomer(await session({ user: 'admin' })));
    ({ runtimes } = listed.parse(await (await request(own, 'GET', '/v1/runtimes')).json()));
  });

  test('the runtimes are the Pythons of the machine', () => {
    const builtIn = runtimes.map(({ name }) => name).filter((name) => /^python3\.\d+$/.test(name));
    const machine = findPythons(root).map(({ version }) => `python${version.join('.')}`);
    expect(builtIn).toEqual(machine.filter((name) => /^python3\.1[1-4]$/.test(name)));
  });

  test('each runs the Python that it names, without packages of the emulator', async () => {
    for (const { id, name } of runtimes.filter((runtime) => /^python3\.\d+$/.test(runtime.name)))
      expect(await probed(own, id)).toMatchObject({
        version: name.replace('python', ''),
        importable: [],
      });
  });

  test.runIf(process.platform === 'linux')(
    'code is read-only, the handler is closed, memory and open files are limited',
    async () => {
      expect(await probed(own, runtimes[0]?.id ?? '')).toMatchObject({
        'own code': 'PermissionError',
        'own folder': 'PermissionError',
        'other folder': null,
        environment: 'PermissionError',
        memory: 'MemoryError',
        files: 1024,
      });
    },
  );
});
