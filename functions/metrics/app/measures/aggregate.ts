import type { Caller } from '../../../platform/core/caller.ts';
import { groupBy as rowsBy } from '../../../platform/core/group-by.ts';
import { byCodePoint } from '../../../platform/core/python-json.ts';
import { pythonRepr } from '../../../platform/core/python-repr.ts';
import { matchesGlob } from '../../../events/core/glob.ts';
import { mayReadMetric, require } from '../../core/access.ts';
import type { FoundMetric } from '../../core/found-metric.ts';
import { measureLimits } from '../../core/measures/measure-limits.ts';
import { type Reference, referencesIn } from '../../core/operations/operation.ts';
import { badPage } from '../../core/page.ts';
import { invalid, noSuchMetric, Refusal } from '../../core/refusal.ts';
import { uuidOf } from '../../core/resource-id.ts';
import { type AttributeValue, present, type Resource, type Revision } from '../../core/resource.ts';
import { columnsOf } from '../../core/search/column.ts';
import type { Search } from '../../core/search/search.ts';
import type { Ports } from '../../ports.ts';
import { findMetrics } from '../metrics/find-metric.ts';
import { findAll } from '../resources/list-resources.ts';
import { findType } from '../types/resource-types.ts';
import { type Computation, type Computed, compute, type Operated } from './compute.ts';
import type { ReadingPorts } from './get-measures.ts';

export type AggregatingPorts = ReadingPorts &
  Pick<Ports, 'metrics' | 'resources' | 'resourceTypes'>;

/** What operations make of some metrics. */
export interface Aggregation {
  readonly operated: readonly Operated[];
  readonly computed: readonly Computed[];
}

/** Which resources' metrics the operations are about. */
export interface ResourceSelection {
  readonly type: string;
  readonly search: Search | undefined;
}

/** Computes with metrics that are named by their ids. */
export async function aggregateMetrics(
  ports: AggregatingPorts,
  caller: Caller,
  computation: Computation,
): Promise<Aggregation> {
  const references = referencesIn(computation.operation);
  const ids = references.map(({ name }) => uuidOf(name));
  if (ids.includes(undefined))
    throw invalid({
      cause: 'Invalid metric references',
      reason: 'badly formed hexadecimal UUID string',
      detail: references.map(({ name, method }) => [name, method]),
    });
  const found = await findMetrics(
    ports,
    ids.flatMap((id) => id ?? []),
  );
  const missing = [...new Set(ids)].flatMap((id) => (id && !found.has(id) ? [id] : []));
  if (missing.length > 0)
    throw new Refusal('not-found', {
      cause: 'Unknown metrics',
      reason: "Provided metrics don't exists",
      detail: missing,
    });
  for (const { metric, resource } of found.values())
    require(mayReadMetric(caller, metric, resource));
  const operated = references.flatMap((reference, i) => {
    const metric = found.get(ids[i] ?? '');
    return metric ? [{ ...metric, reference }] : [];
  });
  return { operated, computed: await compute(ports, operated, computation) };
}

/** Computes with the metrics of the resources that a search finds, whose names match those in the operations. */
export async function aggregateResources(
  ports: AggregatingPorts,
  caller: Caller,
  selection: ResourceSelection,
  computation: Computation,
): Promise<Aggregation> {
  const operated = await operatedIn(ports, await found(ports, caller, selection), computation);
  if (operated.length === 0) throw noneOf(computation);
  return { operated, computed: await compute(ports, operated, computation) };
}

export interface Group extends Aggregation {
  /** The attributes that the resources of the group have in common. */
  readonly key: Readonly<Record<string, AttributeValue>>;
}

/** The same for each group of resources that have the same values of attributes. */
export async function aggregateGroups(
  ports: AggregatingPorts,
  caller: Caller,
  selection: ResourceSelection & { readonly groupBy: readonly string[] },
  computation: Computation,
): Promise<readonly Group[]> {
  const rows = (await found(ports, caller, selection)).map((resource) => ({
    number: present,
    resource,
    revisionEnd: null,
  }));
  const aggregated: Group[] = [];
  for (const { key, rows: own } of await groupedBy(ports, selection, rows)) {
    const resources = own.map(({ resource }) => resource);
    // oxlint-disable-next-line no-await-in-loop -- one group in memory at a time
    const operated = await operatedIn(ports, resources, computation);
    if (operated.length > 0)
      // oxlint-disable-next-line no-await-in-loop -- as above
      aggregated.push({ key, operated, computed: await compute(ports, operated, computation) });
  }
  if (aggregated.length === 0) throw noneOf(computation);
  return aggregated;
}

/** The rows by the values of attributes, in the order of these. */
export async function groupedBy(
  ports: Pick<Ports, 'resourceTypes'>,
  { type: typeName, groupBy }: { readonly type: string; readonly groupBy: readonly string[] },
  rows: readonly Revision[],
): Promise<readonly { readonly key: Group['key']; readonly rows: readonly Revision[] }[]> {
  const columns = columnsOf(await findType(ports, typeName), { history: false, sorting: true });
  const attributes = [...new Set(groupBy)].toSorted(byCodePoint);
  const unknown = attributes.find((attribute) => !columns.has(attribute));
  if (unknown !== undefined) throw badPage(`Sort key supplied is invalid: ${unknown}`);
  const valuesOf = (row: Revision) =>
    attributes.map((each) => columns.get(each)?.valueOf(row) ?? null);
  const groups = rowsBy(rows, (row) => JSON.stringify(valuesOf(row)));
  return [...groups]
    .toSorted(([left], [right]) => byCodePoint(left, right))
    .map(([, own]) => {
      const values = own[0] ? valuesOf(own[0]) : [];
      const key = Object.fromEntries(attributes.map((each, i) => [each, values[i] ?? null]));
      return { key, rows: own };
    });
}

const found = (
  ports: AggregatingPorts,
  caller: Caller,
  { type, search }: ResourceSelection,
): Promise<readonly Resource[]> =>
  findAll(ports, caller, { type, search, rule: 'search', most: measureLimits.aggregated });

/** The metrics of the resources whose names match a reference, in the order of resources and references. */
export async function operatedIn(
  { metrics }: AggregatingPorts,
  resources: readonly Resource[],
  { operation }: Computation,
): Promise<readonly Operated[]> {
  const references = referencesIn(operation);
  const named = resources.flatMap((resource) =>
    references.flatMap((reference) =>
      matching(resource, reference).map((id) => ({ id, resource, reference })),
    ),
  );
  if (named.length > measureLimits.aggregated)
    throw invalid(`More than ${measureLimits.aggregated} metrics; narrow the search`);
  const stored = await metrics.getMany(named.map(({ id }) => id));
  return named.flatMap(({ id, resource, reference }) => {
    const metric = stored.get(id);
    return metric ? [{ metric, resource, reference }] : [];
  });
}

const matching = ({ metrics }: Resource, { name }: Reference): readonly string[] => {
  const exact = metrics.get(name);
  if (exact !== undefined || !/[*?[]/.test(name)) return exact === undefined ? [] : [exact];
  return [...metrics].flatMap(([each, id]) => (matchesGlob(name, each) ? [id] : []));
};

export const noneOf = ({ operation }: Computation) => {
  const names = [...new Set(referencesIn(operation).map(({ name }) => name))];
  return noSuchMetric(pythonRepr(names.toSorted(byCodePoint)));
};

/** Computes with metrics in hand: for the deprecated requests, which name metrics in other ways. */
export async function aggregateFound(
  ports: ReadingPorts,
  caller: Caller,
  metrics: readonly FoundMetric[],
  { method, ...computation }: Computation & { readonly method: string },
): Promise<Aggregation> {
  for (const { metric, resource } of metrics) require(mayReadMetric(caller, metric, resource));
  const operated = metrics.map((each) => ({
    ...each,
    reference: { name: each.metric.id, method },
  }));
  return { operated, computed: await compute(ports, operated, computation) };
}
