import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf, placesFile } from './places.mjs';

const patience = 60_000;

/** Starts the browser and asks for its version, which shows that nothing is missing that it loads. */
export async function startOnce(folder) {
  const { program } = JSON.parse(readFileSync(placesFile(folder), 'utf8'));
  const profile = join(folder, 'profile');
  const child = spawn(
    join(folder, program),
    ['--headless', '--no-sandbox', '--remote-debugging-pipe', `--user-data-dir=${profile}`],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...environmentOf(folder) },
    },
  );
  const ended = new Promise((resolve) => child.on('close', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  try {
    await new Promise((resolve, reject) => {
      const fail = () => reject(new Error(`it does not start: ${said.trim().split('\n').at(-1)}`));
      child.on('error', reject);
      child.on('close', fail);
      // The answers of its protocol end with a null byte.
      child.stdio[4].on('data', (chunk) => chunk.includes(0) && resolve());
      child.stdio[3].on('error', fail);
      child.stdio[3].write('{"id":1,"method":"Browser.getVersion"}\0');
    });
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
