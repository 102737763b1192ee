import type { Report } from '../report.ts';
import type { ProjectClient } from '../openstack/project-client.ts';
import { kinds, owned, remove } from './owned-resources.ts';

/** How many rounds of deletion: resources may be created meanwhile, or be undeletable for the moment. */
const rounds = 5;
/** How many resources are deleted concurrently. */
const concurrency = 8;
const reportEvery = 100;

/** What a project owns, by kind in the order of deletion; kinds without resources are left out. */
export async function ownedResources(project: ProjectClient) {
  const all = await Promise.all(
    kinds.map(async (kind) => ({ kind, keys: await owned(project, kind) })),
  );
  return all.filter(({ keys }) => keys.length > 0);
}

export interface EmptyingOptions {
  readonly report: Report;
  /** Waits between rounds, so that temporary conflicts can pass. */
  readonly pause: () => Promise<unknown>;
}

/** Deletes everything that the project owns. Returns what could not be deleted, each with the reason. */
export async function emptyProject(
  project: ProjectClient,
  { report, pause }: EmptyingOptions,
): Promise<readonly string[]> {
  const reasons = new Map<string, string>();
  for (let round = 1; round <= rounds; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each round needs what the one before left
    const found = await ownedResources(project);
    if (found.length === 0) return [];
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (round > 1) await pause();
    // oxlint-disable-next-line no-await-in-loop -- kinds are deleted in order
    for (const each of found) await removeAll(project, each, { reasons, report });
  }
  return (await ownedResources(project)).flatMap(({ kind, keys }) =>
    keys.map((key) => `${kind.name} ${key}: ${reasons.get(key) ?? 'created meanwhile'}`),
  );
}

type Found = Awaited<ReturnType<typeof ownedResources>>[number];

async function removeAll(
  project: ProjectClient,
  { kind, keys }: Found,
  { reasons, report }: Pick<EmptyingOptions, 'report'> & { readonly reasons: Map<string, string> },
): Promise<void> {
  const waiting = [...keys];
  let deleted = 0;
  const work = async () => {
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- each worker deletes one at a time
      const reason = await remove(project, kind, key);
      if (reason) {
        reasons.set(key, reason);
        continue;
      }
      deleted += 1;
      if (deleted % reportEvery === 0)
        report(`${kind.name}: ${deleted} of ${keys.length} deleted …`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  report(`${kind.name}: ${deleted} of ${keys.length} deleted`);
}
