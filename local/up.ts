// `npm run up [-- --port PORT] [--keep]`: starts the local stack in the background and returns when it is ready.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { dotLocal, keptFolder, logFile, root } from './folder.ts';
import { interruption } from './interruption.ts';
import { password } from './local-settings.ts';
import { ownerOf } from './run-folder.ts';
import type { UpMessage } from './up-message.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '7070' },
    keep: { type: 'boolean', default: false },
  },
});

/** Starts the background process and prints its progress. Resolves when the stack is ready or has failed. */
function start(port: number): Promise<UpMessage> {
  const file = logFile('up', 'serve');
  const log = openSync(file, 'w');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'local', 'serve.ts'), String(port), values.keep ? 'keep' : ''],
    { cwd: root, detached: true, stdio: ['ignore', log, log, 'ipc'] },
  );
  closeSync(log);
  const signal = interruption();
  signal.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    let last: UpMessage = { kind: 'failed', line: `The local stack did not start; see ${file}.` };
    child.on('message', (message: UpMessage) => {
      if (message.kind === 'progress') console.log(`[up] ${message.line}`);
      else last = message;
      if (message.kind !== 'ready') return;
      child.disconnect();
      child.unref();
      resolve(message);
    });
    child.on('exit', () =>
      resolve(signal.aborted ? { kind: 'failed', line: 'Interrupted.' } : last),
    );
  });
}

type Ready = Extract<UpMessage, { readonly kind: 'ready' }>;

const instructions = ({ url, endpoint, console: pages }: Ready): string => `
Taibai is up at ${url} (AWS at ${endpoint}).
${pages === undefined ? '' : `\n  ${pages}     # user demo, password ${password}\n`}
  source ${join(dotLocal, 'openrc')}     # as user demo; for others: … openrc admin
  openstack runtime list

Stop it with npm run down. ${
  values.keep
    ? `What is stored is kept in ${keptFolder};\nremove that with npm run down -- --purge.`
    : 'That removes what is stored; npm run up -- --keep would keep it.'
}`;

const port = z.coerce.number().int().min(1).max(65_535).safeParse(values.port);
const running = ownerOf('up');
if (!port.success) {
  console.error(`${values.port} is not a port.`);
  process.exitCode = 1;
} else if (running) {
  const state = running.url === undefined ? 'already starting' : `already up at ${running.url}`;
  console.log(`Taibai is ${state}. Stop it with npm run down.`);
} else {
  const message = await start(port.data);
  if (message.kind === 'ready') console.log(instructions(message));
  else {
    console.error(message.line);
    process.exitCode = 1;
  }
}
