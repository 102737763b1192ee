import { spawn } from 'node:child_process';

/** A problem that the user must solve before a command can run; only the message is shown. */
export class PreparationError extends Error {}

/** Runs one installation step and reports its start and end. */
export async function runStep({ title, run }) {
  const begun = Date.now();
  console.log(`[prepare] ${title} …`);
  await run();
  console.log(`[prepare] ${title}: done in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
}

/** Runs a program of an installation step. Its output is shown only in the error if it fails. */
export function execute(program, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    const fail = (reason) =>
      reject(
        new PreparationError(`${output}\n${program} ${parameters.join(' ')}: ${reason}`.trim()),
      );
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, signal) =>
      code === 0 ? resolve() : fail(`ended with ${code ?? signal}`),
    );
  });
}
