/**
 * Waits for every step, even after one has failed: a Lambda must not return while steps are running.
 * Then throws all failures together, the first one as the cause, which loggers print.
 */
export async function allDone<Value>(
  steps: readonly Promise<Value>[],
  complaint: string,
): Promise<readonly Value[]> {
  const settled = await Promise.allSettled(steps);
  const reasons = settled.flatMap((step) => (step.status === 'rejected' ? [step.reason] : []));
  if (reasons.length > 0)
    throw new AggregateError(reasons, `${complaint} (${reasons.length} of ${steps.length})`, {
      cause: reasons[0],
    });
  return settled.flatMap((step) => (step.status === 'fulfilled' ? [step.value] : []));
}
