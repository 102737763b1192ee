import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasApt, unpackFromDebian } from './rabbitmq/debian.mjs';
import { findInstalled } from './rabbitmq/installed.mjs';
import { placesFile, writePlaces } from './rabbitmq/places.mjs';

/**
 * RabbitMQ in `.local/rabbitmq`: from Debian's packages, or else the one that is installed on the machine.
 * If there is neither, the tests that need a broker are skipped.
 */
export function rabbitmq(root) {
  const folder = join(root, '.local', 'rabbitmq');
  return {
    title: 'RabbitMQ',
    done: () => isThere(folder),
    run: async () => {
      const staging = `${folder}.${process.pid}`;
      const problems = [];
      for (const way of [fromDebian, fromMachine])
        try {
          await way(staging);
          rmSync(folder, { recursive: true, force: true });
          renameSync(staging, folder);
          return;
        } catch (error) {
          problems.push(lastLine(error.message));
        } finally {
          rmSync(staging, { recursive: true, force: true });
        }
      console.log(`[prepare] RabbitMQ is not available: ${problems.join('; ')}`);
    },
  };
}

/** An installed broker may have been removed since. */
function isThere(folder) {
  if (!existsSync(placesFile(folder))) return false;
  const { server, erlang } = JSON.parse(readFileSync(placesFile(folder), 'utf8'));
  return existsSync(join(folder, server)) && existsSync(join(folder, erlang));
}

async function fromDebian(folder) {
  if (!hasApt()) throw new Error('there is no apt-get to unpack it with');
  await unpackFromDebian(folder);
}

async function fromMachine(folder) {
  const found = findInstalled();
  if (!found) throw new Error('no rabbitmq-server and erl are installed');
  writePlaces(folder, found);
}

const lastLine = (text) => text.trim().split('\n').at(-1);
