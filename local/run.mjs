#!/usr/bin/env node
// Runs every command of the project: `node local/run.mjs COMMAND`. It uses no packages, because it runs
// before anything is installed.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython, requireNode } from './prepare/interpreter.mjs';
import { withLock } from './prepare/lock.mjs';
import { nodePackages } from './prepare/node-packages.mjs';
import { pythonEnvironment } from './prepare/python-environment.mjs';
import { rabbitmq } from './prepare/rabbitmq.mjs';
import { recordedNotifications } from './prepare/recorded-notifications.mjs';
import { PreparationError, runStep } from './prepare/step.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What each command needs besides the Node packages: files in `local/requirements`, and RabbitMQ. */
const commands = {
  up: ['emulator', 'clients'],
  down: [],
  guide: ['emulator', 'clients-3'],
  'record/guide': [],
  check: [],
  test: [
    'emulator',
    'clients',
    'clients-3',
    'keystone',
    'senders',
    'validators',
    'rabbitmq',
    'recorded',
  ],
  bench: ['emulator'],
  'bench/bridge': ['emulator', 'rabbitmq'],
  bridge: [],
  'smoke-aws': ['emulator', 'clients-3'],
  package: [],
  purge: [],
};

function stepOf(name, python) {
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

const [command, ...parameters] = process.argv.slice(2);
try {
  if (!Object.hasOwn(commands, command ?? ''))
    throw new PreparationError(`usage: node local/run.mjs ${Object.keys(commands).join('|')}`);
  requireNode();
  await prepare(commands[command]);
  handOver(command, parameters);
} catch (error) {
  if (!(error instanceof PreparationError)) throw error;
  console.error(error.message);
  process.exit(1);
}
