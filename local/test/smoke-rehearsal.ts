import { root } from '../folder.ts';
import { type ProgramOptions, show } from '../program.ts';
import type { Outcome } from './outcome.ts';

const name = 'a second deployment over kept data, with permissions checked';

/** Rehearses the smoke test's second deployment on an emulator of its own. Counts as one test. */
export async function smokeRehearsal(options: ProgramOptions): Promise<Outcome> {
  const smoke = ['--import', 'tsx', 'local/smoke-aws.ts', '--emulator', '--brief'];
  const code = await show(process.execPath, smoke, { ...options, cwd: root });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [name], skipped: [] };
}
