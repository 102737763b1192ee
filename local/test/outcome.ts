/** What came of one part of the tests. */
export interface Outcome {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

export const combine = (outcomes: readonly Outcome[]): Outcome => ({
  passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
  failed: outcomes.flatMap(({ failed }) => failed),
  skipped: outcomes.flatMap(({ skipped }) => skipped),
});

/** Names what failed and what was skipped, then counts: the last line is for machines too. */
export function summaryLines({ passed, failed, skipped }: Outcome): readonly string[] {
  const counts = [`${passed} passed`, `${failed.length} failed`];
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  return [
    ...failed.map((name) => `failed: ${name}`),
    ...skipped.map((name) => `skipped: ${name}`),
    counts.join(', '),
  ];
}

/** A part that cannot say how many tests it has still fails when its program does. */
export const withExitCode = (part: string, code: number, outcome: Outcome): Outcome =>
  code !== 0 && outcome.failed.length === 0
    ? { ...outcome, failed: [`${part} (ended with ${code})`] }
    : outcome;
