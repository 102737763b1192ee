// The background process of `npm run up`: runs the local stack until it is stopped.
import { writeFileSync } from 'node:fs';
import { removeCredentials, writeCredentials } from './credentials.ts';
import { devStackUsers } from './local-settings.ts';
import { keptFolder } from './folder.ts';
import { interruption } from './interruption.ts';
import { announce, claimRun, removeRun, runFolder, stackFile } from './run-folder.ts';
import { startStack, type LocalStack } from './stack.ts';
import type { UpMessage } from './up-message.ts';

const port = Number(process.argv[2]);
const kept = process.argv[3] === 'keep' ? keptFolder : undefined;
const signal = interruption();
const send = (message: UpMessage): void => {
  if (process.connected) process.send?.(message);
};

/** Aborted if the command that started this process ends before the stack is ready. */
const abandoned = new AbortController();
process.once('disconnect', () => abandoned.abort(new Error('npm run up has ended')));

async function serve(): Promise<void> {
  if (!(await claimRun('up'))) throw new Error('Another `npm run up` is already running.');
  let stack: LocalStack | undefined;
  try {
    stack = await startStack({
      command: 'up',
      folder: runFolder('up'),
      port,
      kept,
      report: (line) => send({ kind: 'progress', line }),
      signal: AbortSignal.any([signal, abandoned.signal]),
    });
    const { endpoint, outputs } = stack;
    writeFileSync(stackFile('up'), JSON.stringify({ endpoint, outputs }), { mode: 0o600 });
    writeCredentials(stack.url, devStackUsers);
    announce('up', stack.url, kept !== undefined);
    const pages = outputs['ConsoleUrl'];
    send({ kind: 'ready', url: stack.url, endpoint, ...(pages && { console: pages }) });
    await Promise.race([stack.ended, aborted(signal)]);
    if (!signal.aborted) throw new Error('The emulator ended unexpectedly.');
  } finally {
    removeCredentials();
    await stack?.stop();
    await removeRun('up');
  }
}

const aborted = (by: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (by.aborted) resolve();
    else by.addEventListener('abort', () => resolve(), { once: true });
  });

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} is taken: free it, or choose another with \`npm run up -- --port PORT\`.`;
  return error.message;
}

try {
  await serve();
} catch (error) {
  send({ kind: 'failed', line: messageOf(error) });
  console.error(error);
  process.exitCode = 1;
}
process.exit();
