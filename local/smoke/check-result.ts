/** The result of one check of a deployment. */
export interface CheckResult {
  readonly check: string;
  /** `AWS only`: the rehearsal ran the check, but the emulator cannot answer it. */
  readonly outcome: 'passed' | 'failed' | 'AWS only';
  readonly detail: string;
}

export const passedIf = (passed: boolean, detail: string): Omit<CheckResult, 'check'> => ({
  outcome: passed ? 'passed' : 'failed',
  detail,
});

/** Runs a check; one that throws has failed. */
export async function resultOf(
  check: string,
  run: () => Promise<Omit<CheckResult, 'check'>>,
): Promise<CheckResult> {
  try {
    return { check, ...(await run()) };
  } catch (error) {
    return { check, outcome: 'failed', detail: String(error) };
  }
}

export const lineOf = ({ check, outcome, detail }: CheckResult): string =>
  `${outcome.padEnd(8)} ${check}: ${detail}`;
