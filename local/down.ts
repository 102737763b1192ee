// `npm run down`: ends the local stack, and whatever a crashed one or a crashed run left behind.
import { setTimeout as sleep } from 'node:timers/promises';
import { removeCredentials } from './credentials.ts';
import { ownerOf, removeAbandonedRuns } from './run-folder.ts';

/** Asks the owner of the stack to end it, and insists when it takes too long. */
async function end(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; ownerOf('up')?.pid === pid; waited += 100) {
    if (waited === 20_000) process.kill(pid, 'SIGKILL');
    await sleep(100);
  }
}

const owner = ownerOf('up');
if (owner) await end(owner.pid);
const abandoned = await removeAbandonedRuns();
removeCredentials();
console.log(owner || abandoned > 0 ? 'Taibai is down.' : 'Taibai was not up.');
