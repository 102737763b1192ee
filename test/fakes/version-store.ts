import { aRow, rowKey } from './dynamo-limits.ts';
import {
  type FunctionKey,
  provisioningSeconds,
} from '../../functions/engine/core/functions/function.ts';
import {
  type FunctionVersion,
  isUnpublished,
} from '../../functions/engine/core/versions/function-version.ts';
import type {
  VersionPublications,
  VersionScaling,
  VersionStore,
} from '../../functions/engine/version-ports.ts';
import { after, type Instant } from '../../functions/platform/core/instant.ts';
import type { Clock } from '../../functions/platform/ports.ts';
import { memoryDueRows } from './due-rows.ts';
import type { FunctionRows } from './function-store.ts';

interface Kept {
  readonly version: FunctionVersion;
  readonly removed: boolean;
  readonly dueAt: Instant | null;
}

const unscaled = { provisioned: 0, provisionPending: false, provisionError: null };

/** Versions in a Map, behind all the ports that read and write them. */
export function memoryVersionStores(
  functions: FunctionRows,
  clock: Clock,
): {
  readonly versions: VersionStore;
  readonly publications: VersionPublications;
  readonly scaling: VersionScaling;
} {
  const rows = new Map<string, Kept>();
  const due = () => after(clock.now(), provisioningSeconds);
  const of = ({ projectId, functionId }: FunctionKey, hidden: boolean) =>
    [...rows.values()]
      .filter(({ removed }) => removed === hidden)
      .map(({ version }) => version)
      .filter((version) => version.projectId === projectId && version.functionId === functionId)
      .toSorted((left, right) => left.number - right.number);

  const versions: VersionStore = {
    async create(version, seen) {
      const isNumbered = functions.setLatest(version, ({ revision, latestVersion }) =>
        revision === seen.revision && latestVersion === seen.latestVersion
          ? version.number
          : undefined,
      );
      if (!isNumbered) return 'stale';
      rowKey(version.projectId, `${version.functionId}#${version.id}`);
      rows.set(version.id, { version: aRow(version), removed: false, dueAt: due() });
      return 'stored';
    },

    list: async (fn) => of(fn, false),

    async remove(version) {
      const row = rows.get(version.id);
      if (!row || row.removed) return 'gone';
      rows.set(version.id, { ...row, removed: true, dueAt: due() });
      functions.setLatest(version, ({ latestVersion }) =>
        latestVersion === version.number ? latestVersion - 1 : undefined,
      );
      return 'removed';
    },
  };

  const publications: VersionPublications = {
    async record({ id }, outcome) {
      const row = rows.get(id);
      if (!row || row.removed || !isUnpublished(row.version)) return;
      const version = {
        ...row.version,
        ...('error' in outcome && { ...unscaled, publishError: outcome.error }),
        ...('lambdaVersion' in outcome && { lambdaVersion: outcome.lambdaVersion }),
      };
      rows.set(id, { ...row, version, dueAt: version.provisionPending ? row.dueAt : null });
    },

    async republish(fn, published) {
      const unchanged = published.every(({ id, revision }) => {
        const row = rows.get(id);
        return row && !row.removed && row.version.revision === revision;
      });
      if (!unchanged || !functions.revise(fn, fn.revision + 1 + published.length)) return 'stale';
      for (const [index, version] of published.entries()) {
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

    removed: async (fn) => of(fn, true),
    async forget({ id }) {
      rows.delete(id);
    },
    ...memoryDueRows(() =>
      [...rows.values()].flatMap(({ dueAt, version: { id, projectId, functionId } }) =>
        dueAt === null ? [] : [{ key: { projectId, functionId }, row: [projectId, id], at: dueAt }],
      ),
    ),
  };

  const scaling: VersionScaling = {
    async scale({ id, provisioned: seen }, provisioned) {
      const row = rows.get(id);
      if (!row || row.removed || row.version.provisioned !== seen) return 'stale';
      const asked = { provisioned, provisionPending: true, provisionError: null };
      rows.set(id, { ...row, version: { ...row.version, ...asked }, dueAt: due() });
      return 'stored';
    },

    async detached({ id }, at) {
      const row = rows.get(id);
      if (row && !row.removed)
        rows.set(id, { ...row, version: { ...row.version, detachedAt: at } });
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
  };

  return { versions, publications, scaling };
}
