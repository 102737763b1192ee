import type { Instant } from '../core/instant.ts';
import type { Due, DueRows, Log } from '../ports.ts';

export interface HandingOver<Key> {
  readonly rows: DueRows<Key>;
  /** When rows that are handed over are looked at again, if nothing came of it. */
  readonly again: Instant;
  readonly log: Log;
}

/**
 * Hands each of these rows over by itself, and makes it due again later, so that a backlog is not handed over
 * every minute. A row that fails stops no other: it is logged, and tried later, too. Throws only if none
 * succeeded, which is an outage. Answers how many succeeded.
 */
export async function handOver<Key>(
  { rows, again, log }: HandingOver<Key>,
  due: readonly Due<Key>[],
  step: (each: Due<Key>) => Promise<void>,
): Promise<number> {
  if (due.length === 0) return 0;
  const settled = await Promise.allSettled(due.map((each) => step(each)));
  const failures = settled.flatMap((each, index) =>
    each.status === 'rejected' ? [{ key: due[index]?.key, error: each.reason }] : [],
  );
  if (failures.length > 0 && failures.length === due.length)
    throw new AggregateError(
      failures.map(({ error }) => error),
      `none of ${due.length} rows could be handed over`,
      { cause: failures[0]?.error },
    );
  for (const { key, error } of failures) log.error('due row failed', { key, error });
  await rows.lookAgain(due, again);
  return due.length - failures.length;
}
