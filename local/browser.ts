import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import * as z from 'zod';
import { dotLocal } from './folder.ts';
import { environmentOf, placesFile } from './prepare/browser/places.mjs';

const unpacked = join(dotLocal, 'browser');

/** Whether Chromium is there. Throws in CI if it is not. */
export function hasBrowser(): boolean {
  const prepared = existsSync(placesFile(unpacked));
  if (!prepared && process.env['CI'] === 'true') throw new Error('Chromium is missing');
  return prepared;
}

/** Starts the Chromium that the preparation (`local/prepare/browser`) unpacked; in a container it works for root, too. */
export function startBrowser(): Promise<Browser> {
  const { program } = z
    .object({ program: z.string() })
    .parse(JSON.parse(readFileSync(placesFile(unpacked), 'utf8')));
  return chromium.launch({
    executablePath: join(unpacked, program),
    chromiumSandbox: false,
    args: ['--font-render-hinting=none'],
    env: { ...definedEnvironment(), ...environmentOf(unpacked) },
  });
}

const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
