import { allDone } from '../../../platform/app/all-done.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { metricLimits } from '../../core/limits.ts';
import type { Search } from '../../core/search/search.ts';
import type { Ports } from '../../ports.ts';
import { findAll } from './list-resources.ts';

type Needs = Pick<Ports, 'clock' | 'resources' | 'resourceTypes'>;

/** Deleted at a time. */
const atOnce = 10;

/**
 * Deletes the resources that a search finds, and answers how many. One that changes at the same time stays: it
 * may be another than the one that was found.
 */
export async function deleteResources(
  ports: Needs,
  caller: Caller,
  { type, search }: { readonly type: string; readonly search: Search },
): Promise<number> {
  const most = metricLimits.deletedResources;
  const found = await findAll(ports, caller, { type, search, rule: 'delete', most });
  let deleted = 0;
  for (let first = 0; first < found.length; first += atOnce) {
    const removals = found.slice(first, first + atOnce).map((each) => ports.resources.remove(each));
    // oxlint-disable-next-line no-await-in-loop -- a bounded number at a time
    const outcomes = await allDone(removals, 'resources not deleted');
    deleted += outcomes.filter((outcome) => outcome === 'removed').length;
  }
  return deleted;
}
