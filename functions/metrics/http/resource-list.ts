import type { Context } from 'hono';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { type ListRule, listResources } from '../app/resources/list-resources.ts';
import { findType, listTypes } from '../app/types/resource-types.ts';
import { generic, genericType } from '../core/resource-type.ts';
import type { Revision } from '../core/resource.ts';
import type { Search } from '../core/search/search.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { linkNext } from './answer-page.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { readPage, readSwitch } from './read-page.ts';
import { revisionView, thinned } from './resource-view.ts';

export const resourceSorts = ['revision_start:asc', 'started_at:asc'];

export interface ListRequest {
  readonly type: string;
  readonly search: Search | undefined;
  readonly rule: ListRule;
}

/** Answers a list or a search of resources with the page that the query asks for. */
export async function answerResources(
  context: Context<Authenticated>,
  ports: MetricsPorts,
  { type, search, rule }: ListRequest,
): Promise<Response> {
  const parameters = parametersOf(context);
  const details = readSwitch(parameters, 'details');
  const history = readSwitch(parameters, 'history');
  const page = readPage(parameters, resourceSorts);
  const list = { type, search, rule, history, page };
  const rows = await listResources(ports, context.var.caller, list);
  const last = rows.at(-1);
  if (last && rows.length >= page.limit)
    linkNext(context, ports, {
      marker: markerOf(last, history),
      limit: page.limit,
      sorts: resourceSorts,
    });
  const view = await viewer(ports, { type, details });
  const attributes = parameters.getAll('attrs').filter(Boolean);
  return answer(
    context,
    rows.map((row) => thinned(view(row), attributes)),
  );
}

export const markerOf = ({ resource, number }: Revision, history: boolean): string =>
  history ? `${resource.id}@${number}` : resource.id;

/** How rows are shown: with the attributes of the type of the list, or with `details` of each one's own. */
async function viewer(
  ports: MetricsPorts,
  { type, details }: { readonly type: string; readonly details: boolean },
) {
  if (type !== generic || !details) {
    const one = await findType(ports, type);
    return (row: Revision) => revisionView(row, one);
  }
  const types = new Map((await listTypes(ports)).map((each) => [each.name, each]));
  return (row: Revision) => revisionView(row, types.get(row.resource.type) ?? genericType);
}
