import type { Caller } from '../../../platform/core/caller.ts';
import { isAdmin, holds } from '../../../platform/core/caller.ts';
import { mayDelete, mayFindResource, mayReadResource } from '../../core/access.ts';
import { metricLimits } from '../../core/limits.ts';
import { badMarker, badPage, firstItems, ordered, type Page } from '../../core/page.ts';
import { invalid } from '../../core/refusal.ts';
import { generic, type ResourceType } from '../../core/resource-type.ts';
import { present, type Resource, type Revision } from '../../core/resource.ts';
import { columnsOf } from '../../core/search/column.ts';
import { compileSearch, orderOf } from '../../core/search/compile-search.ts';
import type { Search } from '../../core/search/search.ts';
import type { Ports } from '../../ports.ts';
import { findType } from '../types/resource-types.ts';

type Needs = Pick<Ports, 'clock' | 'resources' | 'resourceTypes'>;

/** Which of the rules of Gnocchi says what the caller sees. */
export type ListRule = 'list' | 'search' | 'delete';

const allowed = { list: mayReadResource, search: mayFindResource, delete: mayDelete } as const;

export interface ResourceList {
  readonly type: string;
  readonly search: Search | undefined;
  readonly rule: ListRule;
  /** Whether past revisions are listed, too. */
  readonly history: boolean;
  readonly page: Page;
}

/** The present revisions of resources, and past ones if they are asked for. */
export async function listResources(
  ports: Needs,
  caller: Caller,
  list: ResourceList,
): Promise<readonly Revision[]> {
  const { type: typeName, history, page } = list;
  const type = await findType(ports, typeName);
  const order = orderOfPage(type, list);
  const marker = await markedRow(ports, list);
  const found = firstItems(page.limit, order);
  for await (const row of visibleRows(ports, caller, { type, list, history }))
    if (!marker || order(row, marker) > 0) found.add(row);
  return found.items();
}

/** All resources that a search finds, each once; refused if there are more than `most`. */
export async function findAll(
  ports: Needs,
  caller: Caller,
  list: Pick<ResourceList, 'type' | 'search' | 'rule'> & { readonly most: number },
): Promise<readonly Resource[]> {
  const type = await findType(ports, list.type);
  const found: Resource[] = [];
  for await (const row of visibleRows(ports, caller, { type, list, history: false })) {
    found.push(row.resource);
    if (found.length > list.most)
      throw invalid(`More than ${list.most} resources are found: narrow the search`);
  }
  return found;
}

/** All revisions that a search finds, the present ones among them. */
export async function findRevisions(
  ports: Needs,
  caller: Caller,
  list: Pick<ResourceList, 'type' | 'search' | 'rule'>,
): Promise<readonly Revision[]> {
  const type = await findType(ports, list.type);
  const found: Revision[] = [];
  for await (const row of visibleRows(ports, caller, { type, list, history: true }))
    found.push(row);
  return found;
}

interface Visible {
  readonly type: ResourceType;
  readonly list: Pick<ResourceList, 'search' | 'rule'>;
  readonly history: boolean;
}

async function* visibleRows(
  ports: Needs,
  caller: Caller,
  { type, list: { search, rule }, history }: Visible,
): AsyncIterable<Revision> {
  const columns = columnsOf(type, { history, sorting: false });
  const target = { typeName: type.name, columns, now: ports.clock.now() };
  const isFound = search ? compileSearch(search, target) : () => true;
  let seen = 0;
  // oxlint-disable-next-line no-await-in-loop -- only those that have a history are read again
  for await (const resources of ports.resources.list(scopeOf(caller, type, rule)))
    for (const resource of resources)
      for (const row of await rowsOf(ports, resource, history)) {
        seen += 1;
        if (seen > metricLimits.resourcesLookedAt)
          throw invalid(
            `There are more than ${metricLimits.resourcesLookedAt} resources to look at: name a type`,
          );
        if (allowed[rule](caller, row.resource) && isFound(row)) yield row;
      }
}

const scopeOf = (caller: Caller, { name }: ResourceType, rule: ListRule) => {
  const all = isAdmin(caller) || (rule === 'search' && holds(caller, 'service'));
  return {
    projectId: all ? undefined : caller.projectId,
    type: name === generic ? undefined : name,
  };
};

const now = (resource: Resource): Revision => ({ number: present, resource, revisionEnd: null });

async function rowsOf(
  { resources }: Pick<Ports, 'resources'>,
  resource: Resource,
  history: boolean,
): Promise<readonly Revision[]> {
  if (!history) return [now(resource)];
  // As in Gnocchi, the metrics of a revision are those that the resource has now.
  const { metrics } = resource;
  const past = (await resources.revisions(resource)).map((row) => ({
    ...row,
    resource: { ...row.resource, metrics },
  }));
  return [...past, now(resource)];
}

/** The order that is asked for. What is the same in it goes by id, and by revision. */
export function orderOfPage(
  type: ResourceType,
  { history, page }: Pick<ResourceList, 'history' | 'page'>,
): (left: Revision, right: Revision) => number {
  const columns = columnsOf(type, { history, sorting: true });
  const keys = page.sorts.map(({ key }) => key);
  const rest = (history ? ['id', 'revision'] : ['id']).filter((key) => !keys.includes(key));
  const ascending = { descending: false, nullsFirst: false };
  const sorts = [...page.sorts, ...rest.map((key) => ({ key, ...ascending }))];
  const orderings = sorts.map((sort) => {
    const column = columns.get(sort.key);
    if (!column) throw badPage(`Sort key supplied is invalid: ${sort.key}`);
    return { valueOf: column.valueOf, sort };
  });
  return ordered(orderings, orderOf);
}

/** The row behind which the page begins: `ID`, or `ID@REVISION` of the history. */
async function markedRow(
  { resources }: Pick<Ports, 'resources'>,
  { type, history, page: { marker } }: ResourceList,
): Promise<Revision | undefined> {
  if (marker === undefined) return undefined;
  const [id = '', number] = history ? marker.split('@', 2) : [marker];
  const resource = await resources.get(id);
  if (!resource || (type !== generic && resource.type !== type)) throw badMarker(marker);
  if (!history) return now(resource);
  const row = (await rowsOf({ resources }, resource, true)).find(
    (each) => String(each.number) === number,
  );
  if (!row) throw badMarker(marker);
  return row;
}

/** The revisions of one resource. */
export async function listHistory(
  ports: Needs,
  { resource, type: typeName, page }: { readonly resource: Resource; type: string; page: Page },
): Promise<readonly Revision[]> {
  const type = await findType(ports, typeName);
  const list = { type: typeName, history: true, page, rule: 'list', search: undefined } as const;
  const order = orderOfPage(type, list);
  const marker = await markedRow(ports, list);
  const found = firstItems(page.limit, order);
  for (const row of await rowsOf(ports, resource, true))
    if (!marker || order(row, marker) > 0) found.add(row);
  return found.items();
}
