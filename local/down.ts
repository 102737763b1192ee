// `npm run down`: stops the local stack, and removes what crashed stacks and runs left behind.
import { setTimeout as sleep } from 'node:timers/promises';
import { removeCredentials } from './credentials.ts';
import { ownerOf, removeAbandonedRuns } from './run-folder.ts';

/** Asks the stack's owner process to end, and kills it after 20 seconds. */
async function stop(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; ownerOf('up')?.pid === pid; waited += 100) {
    if (waited === 20_000) process.kill(pid, 'SIGKILL');
    await sleep(100);
  }
}

const owner = ownerOf('up');
if (owner) await stop(owner.pid);
const abandoned = await removeAbandonedRuns();
removeCredentials();
console.log(owner || abandoned > 0 ? 'Taibai is down.' : 'Taibai is not up.');
