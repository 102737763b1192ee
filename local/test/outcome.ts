/** The result of one part of the tests. */
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

/** Lists failed and skipped tests, then the counts. The last line is also meant for programs. */
export function summaryLines({ passed, failed, skipped }: Outcome): readonly string[] {
  const counts = [`${passed} passed`, `${failed.length} failed`];
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  return [
    ...failed.map((name) => `failed: ${name}`),
    ...skipped.map((name) => `skipped: ${name}`),
    counts.join(', '),
  ];
}

/** If a part's program fails without a failed test, the part itself counts as a failure. */
export const withExitCode = (part: string, code: number, outcome: Outcome): Outcome =>
  code !== 0 && outcome.failed.length === 0
    ? { ...outcome, failed: [`${part} (ended with ${code})`] }
    : outcome;
