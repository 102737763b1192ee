import { after } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';

/** How many functions the provisioner brings in line a minute, at least: two of them do three at a time. */
export const functionsPerMinute = 60;

/** The most rows that are counted. Beyond that the estimate grows as they are worked off. */
const countedAtMost = 5000;

/** A row that was handed over is due again within this time, so whatever waits is due by then. */
const withinSeconds = 900;

/**
 * Estimates when the provisioner will have worked off its backlog, of which `unseen` functions are not in the
 * rows yet. Executions wait for their functions until then.
 */
export async function noteBacklog(
  { clock, publications, reviews, revisions }: Backlogged,
  unseen: number,
): Promise<number> {
  const now = clock.now();
  const until = after(now, withinSeconds);
  const [functions, versions] = await Promise.all(
    [revisions, publications].map((rows) => rows.due(until, countedAtMost)),
  );
  const backlog = (functions?.length ?? 0) + (versions?.length ?? 0) + unseen;
  if (backlog > 0) await reviews.expectReady(after(now, (backlog / functionsPerMinute) * 60));
  return backlog;
}

type Backlogged = Pick<Ports, 'clock' | 'publications' | 'reviews' | 'revisions'>;
