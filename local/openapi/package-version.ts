import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** The version of Taibai, which is that of its API document. */
export async function packageVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
