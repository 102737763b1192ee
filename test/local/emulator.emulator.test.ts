import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { processesOf } from '../../local/process-table.ts';
import { root } from '../../local/folder.ts';
import { freshFolder } from '../support/local-stack.ts';

/** Starts a process that owns an emulator and prints its endpoint. */
async function owner(folder: string) {
  const program = `
    import { startEmulator } from './local/emulator.ts';
    const emulator = await startEmulator(${JSON.stringify(folder)}, ${JSON.stringify(`${folder}/log`)});
    console.log(emulator.endpoint);
    process.on('SIGTERM', async () => { await emulator.stop(); process.exit(); });`;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [endpoint]: string[] = await once(createInterface(child.stdout), 'line');
  return { child, endpoint: endpoint! };
}

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'an emulator whose owner ends by %s leaves no process and no open port',
  async (signal) => {
    const folder = freshFolder();
    const { child, endpoint } = await owner(folder);
    expect((await fetch(`${endpoint}/_ministack/ready`)).ok).toBe(true);
    child.kill(signal);
    await once(child, 'exit');
    for (let waited = 0; processesOf(`${folder}/tmp`).length > 0 && waited < 10_000; waited += 100)
      await sleep(100);
    expect(processesOf(`${folder}/tmp`)).toEqual([]);
    await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
  },
);
