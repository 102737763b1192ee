// `npm run down [-- --purge]`: stops the local stack, and removes what crashed stacks and runs left behind.
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { removeCredentials } from './credentials.ts';
import { keptFolder } from './folder.ts';
import { startOf } from './process-table.ts';
import { type Owner, ownerOf, removeAbandonedRuns } from './run-folder.ts';

const { values } = parseArgs({ options: { purge: { type: 'boolean', default: false } } });

/** An emulator that keeps its data may need half a minute to save it. */
const patienceMilliseconds = 60_000;

/** Asks the stack's owner process to end, and kills it if it does not. */
async function stop({ pid, started }: Owner): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; startOf(pid) === started; waited += 100) {
    if (waited === patienceMilliseconds) process.kill(pid, 'SIGKILL');
    await sleep(100);
  }
}

const owner = ownerOf('up');
if (owner) await stop(owner);
const abandoned = await removeAbandonedRuns();
removeCredentials();
console.log(owner ? `Taibai${owner.url ? ` at ${owner.url}` : ''} is down.` : 'Taibai is not up.');
if (owner) {
  console.log(
    owner.kept && values.purge
      ? 'What it stored was kept until now.'
      : owner.kept
        ? `Kept: what it stored, in ${keptFolder}. npm run up -- --keep starts with it; npm run down -- --purge removes it.`
        : 'Removed: everything it stored (functions, alarms, events, users).',
  );
  console.log('Removed: .local/openrc and .local/clouds.yaml.');
}
if (abandoned > 0) console.log(`Removed: what ${abandoned} crashed commands left behind.`);
if (values.purge && existsSync(keptFolder)) {
  rmSync(keptFolder, { recursive: true, force: true });
  console.log(`Removed: ${keptFolder}, what stacks with --keep had stored.`);
}
