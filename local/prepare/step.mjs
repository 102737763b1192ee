import { spawn } from 'node:child_process';

/** Something the user must mend before a command can run; its message is the one line they see. */
export class PreparationError extends Error {}

/** Runs one installation step, says so before and after, and shows its output only if it fails. */
export async function runStep({ title, run }) {
  const begun = Date.now();
  console.log(`[prepare] ${title} …`);
  await run();
  console.log(`[prepare] ${title}: done in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
}

/** A program of an installation step: quiet when it works, its whole output in the error when not. */
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
