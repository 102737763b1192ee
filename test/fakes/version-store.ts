import {
  type FunctionVersion,
  isUnpublished,
} from '../../functions/engine/core/function-version.ts';
import { after, type Instant } from '../../functions/platform/core/instant.ts';
import type { Clock } from '../../functions/platform/ports.ts';
import type { FunctionKey, VersionStore } from '../../functions/engine/ports.ts';
import type { memoryFunctionStore } from './function-store.ts';

const provisioningSeconds = 60;

interface Kept {
  readonly version: FunctionVersion;
  readonly removed: boolean;
  readonly dueAt: Instant | null;
}

const unscaled = { provisioned: 0, provisionPending: false, provisionError: null };

/** Versions in a Map, beside the functions they belong to. */
export function memoryVersionStore(
  functions: Pick<ReturnType<typeof memoryFunctionStore>, 'number' | 'revise'>,
  clock: Clock,
): VersionStore {
  const rows = new Map<string, Kept>();
  const due = () => after(clock.now(), provisioningSeconds);
  const of = ({ projectId, functionId }: FunctionKey, hidden: boolean) =>
    [...rows.values()]
      .filter(({ removed }) => removed === hidden)
      .map(({ version }) => version)
      .filter((version) => version.projectId === projectId && version.functionId === functionId)
      .toSorted((left, right) => left.number - right.number);

  return {
    async create(version, seen) {
      const numbered = functions.number(version, ({ revision, latestVersion }) =>
        revision === seen.revision && latestVersion === seen.latestVersion
          ? version.number
          : undefined,
      );
      if (!numbered) return 'stale';
      rows.set(version.id, { version, removed: false, dueAt: due() });
      return 'stored';
    },
    list: async (fn) => of(fn, false),
    removed: async (fn) => of(fn, true),

    async published({ id }, outcome) {
      const row = rows.get(id);
      if (!row || row.removed || !isUnpublished(row.version)) return;
      const version = {
        ...row.version,
        ...('error' in outcome && { ...unscaled, publishError: outcome.error }),
        ...('lambdaVersion' in outcome && { lambdaVersion: outcome.lambdaVersion }),
      };
      rows.set(id, { ...row, version, dueAt: version.provisionPending ? row.dueAt : null });
    },

    async scale({ id, provisioned: seen }, provisioned) {
      const row = rows.get(id);
      if (!row || row.removed || row.version.provisioned !== seen) return 'stale';
      const asked = { provisioned, provisionPending: true, provisionError: null };
      rows.set(id, { ...row, version: { ...row.version, ...asked }, dueAt: due() });
      return 'stored';
    },

    async scaled({ id, provisioned, lambdaVersion }, error) {
      const row = rows.get(id);
      if (!row || row.removed || row.version.provisioned !== provisioned) return 'stale';
      if (row.version.lambdaVersion !== lambdaVersion) return 'stale';
      const told = { ...row.version, provisionPending: false, provisionError: error };
      rows.set(id, { ...row, version: told, dueAt: null });
      return 'stored';
    },

    async listScaled(projectId) {
      return [...rows.values()]
        .filter(({ removed, version }) => !removed && version.provisioned > 0)
        .map(({ version }) => version)
        .filter((version) => projectId === undefined || version.projectId === projectId);
    },

    async republish(fn, versions) {
      const unchanged = versions.every(({ id, revision }) => {
        const row = rows.get(id);
        return row && !row.removed && row.version.revision === revision;
      });
      if (!unchanged || !functions.revise(fn, fn.revision + 1 + versions.length)) return 'stale';
      for (const [index, version] of versions.entries()) {
        const again = {
          ...version,
          lambdaVersion: null,
          revision: fn.revision + 1 + index,
          provisionPending: version.provisionPending || version.provisioned > 0,
        };
        rows.set(version.id, { version: again, removed: false, dueAt: due() });
      }
      return 'stored';
    },

    async remove(version) {
      const row = rows.get(version.id);
      if (!row || row.removed) return 'gone';
      rows.set(version.id, { ...row, removed: true, dueAt: due() });
      functions.number(version, ({ latestVersion }) =>
        latestVersion === version.number ? latestVersion - 1 : undefined,
      );
      return 'removed';
    },
    async forget({ id }) {
      rows.delete(id);
    },
    due: async (now) =>
      [...rows.values()]
        .filter(({ dueAt }) => dueAt !== null && dueAt <= now)
        .map(({ version: { projectId, functionId } }) => ({ projectId, functionId })),
  };
}
