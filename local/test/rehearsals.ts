import { root } from '../folder.ts';
import { type ProgramOptions, show } from '../program.ts';
import type { Outcome } from './outcome.ts';

interface Rehearsal {
  readonly name: string;
  /** The program and its parameters, from the project's folder. */
  readonly program: readonly string[];
}

/** Runs a program of the project on an emulator of its own, which checks permissions. Counts as one test. */
async function rehearse({ name, program }: Rehearsal, options: ProgramOptions): Promise<Outcome> {
  const parameters = ['--import', 'tsx', ...program];
  const code = await show(process.execPath, parameters, { ...options, cwd: root });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [name], skipped: [] };
}

/** `npm run guide`: the shared stack of the tests checks no permissions. */
export const guideRehearsal = (options: ProgramOptions): Promise<Outcome> =>
  rehearse({ name: 'the guide, with permissions checked', program: ['local/guide.ts'] }, options);

/** The smoke test's second deployment. */
export const smokeRehearsal = (options: ProgramOptions): Promise<Outcome> =>
  rehearse(
    {
      name: 'a second deployment over kept data, with permissions checked',
      program: ['local/smoke-aws.ts', '--emulator', '--brief'],
    },
    options,
  );
