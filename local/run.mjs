#!/usr/bin/env node
// Runs every command of the project: `node local/run.mjs COMMAND`. It uses no packages, because it runs
// before anything is installed.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser } from './prepare/browser.mjs';
import { asksForHelp, checkParameters, commands, helpOf } from './prepare/commands.mjs';
import { requireFreePort } from './prepare/free-port.mjs';
import { findPython, requireNode } from './prepare/interpreter.mjs';
import { withLock } from './prepare/lock.mjs';
import { nodePackages } from './prepare/node-packages.mjs';
import { pythonEnvironment } from './prepare/python-environment.mjs';
import { rabbitmq } from './prepare/rabbitmq.mjs';
import { recordedNotifications } from './prepare/recorded-notifications.mjs';
import { PreparationError, runStep } from './prepare/step.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function stepOf(name, python) {
  if (name === 'browser') return browser(root);
  if (name === 'rabbitmq') return rabbitmq(root);
  if (name === 'recorded') return recordedNotifications(root, python);
  return pythonEnvironment(root, name, python);
}

async function prepare(environments) {
  const python = environments.length > 0 ? findPython(root) : undefined;
  const steps = [nodePackages(root), ...environments.map((name) => stepOf(name, python))];
  if (steps.every((step) => step.done())) return;
  await withLock(join(root, '.local', 'prepare.lock'), async () => {
    const missing = steps.filter((step) => !step.done());
    const results = await Promise.allSettled(missing.map(runStep));
    for (const { reason } of results) if (reason) throw reason;
  });
}

/**
 * Runs the command in a child process and exits with its code. The child handles signals itself. When npm
 * is told to end, it does not pass that on; it shows only in that this process gets another parent.
 */
function handOver(command, parameters) {
  const file = join(root, 'local', `${command}.ts`);
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...parameters], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(orphaned);
    child.kill('SIGTERM');
  }, 500);
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

const overview = () =>
  ['usage: npm run COMMAND [-- OPTIONS]', '']
    .concat(Object.values(commands).map(({ usage }) => `  npm run ${usage}`))
    .join('\n');

const [name, ...parameters] = process.argv.slice(2);
const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
try {
  if (!command) throw new PreparationError(overview());
  if (asksForHelp(parameters)) console.log(helpOf(command));
  else {
    checkParameters(command, parameters);
    requireNode();
    if (name === 'up') await requireFreePort(root, parameters);
    await prepare(command.needs);
    handOver(name, parameters);
  }
} catch (error) {
  if (!(error instanceof PreparationError)) throw error;
  console.error(error.message);
  process.exit(1);
}
