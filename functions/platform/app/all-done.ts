/**
 * Waits for every step, also after one has failed: a Lambda must not answer while others are under
 * way. Throws what went wrong, all of it; the first as the cause, which loggers print.
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
