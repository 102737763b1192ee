// The background process of `npm run up`: holds the local stack until it is told to end.
import { writeFileSync } from 'node:fs';
import { removeCredentials, writeCredentials } from './credentials.ts';
import { devStackUsers } from './local-settings.ts';
import { interruption } from './interruption.ts';
import { announce, claimRun, removeRun, runFolder, stackFile } from './run-folder.ts';
import { startStack, type LocalStack } from './stack.ts';
import type { UpMessage } from './up-message.ts';

const port = Number(process.argv[2]);
const signal = interruption();
const tell = (news: UpMessage): void => {
  if (process.connected) process.send?.(news);
};

/** Whoever started us went away before we were ready: nobody waits for this stack. */
const abandoned = new AbortController();
process.once('disconnect', () => abandoned.abort(new Error('nobody waits any more')));

async function serve(): Promise<void> {
  if (!(await claimRun('up'))) throw new Error('Another `npm run up` is on its way.');
  let stack: LocalStack | undefined;
  try {
    stack = await startStack({
      command: 'up',
      folder: runFolder('up'),
      port,
      report: (line) => tell({ kind: 'progress', line }),
      signal: AbortSignal.any([signal, abandoned.signal]),
    });
    const { endpoint, outputs } = stack;
    writeFileSync(stackFile('up'), JSON.stringify({ endpoint, outputs }));
    writeCredentials(stack.url, devStackUsers);
    announce('up', stack.url);
    tell({ kind: 'ready', url: stack.url, endpoint: stack.endpoint });
    await Promise.race([stack.ended, aborted(signal)]);
    if (!signal.aborted) throw new Error('The emulator ended unexpectedly.');
  } finally {
    removeCredentials();
    await stack?.stop();
    await removeRun('up');
  }
}

const aborted = (of: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (of.aborted) resolve();
    else of.addEventListener('abort', () => resolve(), { once: true });
  });

function lineAbout(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} is taken: free it, or choose another with \`npm run up -- --port PORT\`.`;
  return error.message;
}

try {
  await serve();
} catch (error) {
  tell({ kind: 'failed', line: lineAbout(error) });
  console.error(error);
  process.exitCode = 1;
}
process.exit();
