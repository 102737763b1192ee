import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromDebian } from './browser/debian.mjs';
import { fromMachine } from './browser/machine.mjs';
import { fromNpm, release } from './browser/npm.mjs';
import { placesFile, writePlaces } from './browser/places.mjs';
import { startOnce } from './browser/start-once.mjs';

/**
 * Chromium in `.local/browser`, with its libraries and fonts, so that the tests have the same one whatever the
 * machine has installed: from npm, from Debian's packages where npm has none for the processor, or else the
 * browser of the machine. If there is none of them, the tests that need a browser are skipped.
 */
export function browser(root) {
  const folder = join(root, '.local', 'browser');
  return {
    title: 'Chromium',
    done: () => isThere(folder),
    run: async () => {
      const staging = `${folder}.${process.pid}`;
      const problems = [];
      for (const way of [fromNpm, fromDebian, fromMachine])
        try {
          mkdirSync(staging, { recursive: true });
          const places = await way(staging);
          writePlaces(staging, { release, ...places });
          await startOnce(staging);
          rmSync(folder, { recursive: true, force: true });
          renameSync(staging, folder);
          return;
        } catch (error) {
          problems.push(error.message.trim().split('\n').at(-1));
        } finally {
          rmSync(staging, { recursive: true, force: true });
        }
      console.log(`[prepare] Chromium is not available: ${problems.join('; ')}`);
    },
  };
}

/** A browser of the machine may have been removed since. */
function isThere(folder) {
  if (!existsSync(placesFile(folder))) return false;
  const places = JSON.parse(readFileSync(placesFile(folder), 'utf8'));
  return places.release === release && existsSync(join(folder, places.program));
}
