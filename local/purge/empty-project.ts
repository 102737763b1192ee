import type { Report } from '../report.ts';
import type { ProjectClient } from './project-client.ts';
import { kinds, owned, remove } from './owned-resources.ts';

/** How often it looks: something may have been made meanwhile, or was refused for the moment. */
const rounds = 5;
/** So many are deleted side by side. */
const side = 8;
const reportEvery = 100;

/** What a project owns, kind by kind, in the order of its going; no kind it has nothing of. */
export async function possessions(project: ProjectClient) {
  const all = await Promise.all(
    kinds.map(async (kind) => ({ kind, keys: await owned(project, kind) })),
  );
  return all.filter(({ keys }) => keys.length > 0);
}

export interface Emptying {
  readonly report: Report;
  /** Lets pass what may be refused for the moment only. */
  readonly pause: () => Promise<unknown>;
}

/** Deletes all that the project owns. Answers what is left, each with its reason: nothing, when all went well. */
export async function emptyProject(
  project: ProjectClient,
  { report, pause }: Emptying,
): Promise<readonly string[]> {
  const reasons = new Map<string, string>();
  for (let round = 1; round <= rounds; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each round looks at what the one before left
    const found = await possessions(project);
    if (found.length === 0) return [];
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (round > 1) await pause();
    // oxlint-disable-next-line no-await-in-loop -- a kind goes before the next
    for (const each of found) await removeAll(project, each, { reasons, report });
  }
  return (await possessions(project)).flatMap(({ kind, keys }) =>
    keys.map((key) => `${kind.kind} ${key}: ${reasons.get(key) ?? 'made meanwhile'}`),
  );
}

type Found = Awaited<ReturnType<typeof possessions>>[number];

async function removeAll(
  project: ProjectClient,
  { kind, keys }: Found,
  { reasons, report }: Pick<Emptying, 'report'> & { readonly reasons: Map<string, string> },
): Promise<void> {
  const waiting = [...keys];
  let gone = 0;
  const work = async () => {
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- one worker takes one after the other
      const reason = await remove(project, kind, key);
      if (reason) {
        reasons.set(key, reason);
        continue;
      }
      gone += 1;
      if (gone % reportEvery === 0) report(`${kind.kind}: ${gone} of ${keys.length} deleted …`);
    }
  };
  await Promise.all(Array.from({ length: side }, work));
  report(`${kind.kind}: ${gone} of ${keys.length} deleted`);
}
