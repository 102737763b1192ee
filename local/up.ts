// `npm run up [-- --port PORT]`: the local stack, in the background. Returns when it is ready.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { dotLocal, logFile, root } from './folder.ts';
import { interruption } from './interruption.ts';
import { ownerOf } from './run-folder.ts';
import type { UpMessage } from './up-message.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '7070' } } });

/** The news of a background process, until it is ready or gone. */
function start(port: number): Promise<UpMessage> {
  const file = logFile('up', 'serve');
  const log = openSync(file, 'w');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'local', 'serve.ts'), String(port)],
    { cwd: root, detached: true, stdio: ['ignore', log, log, 'ipc'] },
  );
  closeSync(log);
  const signal = interruption();
  signal.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    let last: UpMessage = { kind: 'failed', line: `The local stack did not start; see ${file}.` };
    child.on('message', (news: UpMessage) => {
      if (news.kind === 'progress') console.log(`[up] ${news.line}`);
      else last = news;
      if (news.kind !== 'ready') return;
      child.disconnect();
      child.unref();
      resolve(news);
    });
    child.on('exit', () =>
      resolve(signal.aborted ? { kind: 'failed', line: 'Interrupted.' } : last),
    );
  });
}

const manual = (url: string, endpoint: string): string => `
Taibai is up at ${url} (AWS at ${endpoint}).

  source ${join(dotLocal, 'openrc')}     # or … openrc admin; as DevStack's
  openstack runtime list

npm run down ends it.`;

const port = z.coerce.number().int().min(1).max(65_535).safeParse(values.port);
const running = ownerOf('up');
if (!port.success) {
  console.error(`${values.port} is no port.`);
  process.exitCode = 1;
} else if (running) {
  const where =
    running.url === undefined ? 'on its way up already' : `up already at ${running.url}`;
  console.log(`Taibai is ${where}; npm run down ends it.`);
} else {
  const news = await start(port.data);
  if (news.kind === 'ready') console.log(manual(news.url, news.endpoint));
  else {
    console.error(news.line);
    process.exitCode = 1;
  }
}
