import type { Ports } from '../../ports.ts';

/**
 * Queues the executions that a message began and nothing continues, because the message is lost: with its
 * queue, or after too many receives. Once queued, they are due like all others.
 */
export async function requeueLostExecutions({
  clock,
  executionQueue,
  executionReviews,
}: Pick<Ports, 'clock' | 'executionQueue' | 'executionReviews'>): Promise<number> {
  const review = await executionReviews.begin(clock.now());
  if (!review) return 0;
  const { lost } = review;
  if (lost.length > 0)
    await executionQueue.send(
      lost.map(({ projectId, id }) => ({ v: 1, kind: 'recorded', projectId, executionId: id })),
    );
  await executionReviews.end(review);
  return lost.length;
}
