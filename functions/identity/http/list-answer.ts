import type { Context } from 'hono';
import { Fault } from '../../platform/core/fault.ts';
import { filtered, type ListFilters, parametersOf } from './list-filters.ts';
import { collectionView } from './views.ts';

interface Listed {
  readonly id: string;
}

interface List<One> extends ListFilters {
  /** The name of the collection, such as `users`. */
  readonly name: string;
  readonly views: readonly One[];
  /** The URL of the list. */
  readonly self: string;
}

const paging = ['limit', 'marker', 'sort_key', 'sort_dir'];

/** Answers with the things that the query asks for, one page of them if it has a limit. */
export function answerList<One extends Listed>(context: Context, list: List<One>): Response {
  const { req } = context;
  const query = parametersOf(req);
  const repeated = paging.find((name) => query.getAll(name).length > 1);
  if (repeated) throw invalid(repeated, 'must not be repeated');
  const others = [...paging, ...(list.others ?? [])];
  const wanted = sorted(filtered(req, list.views, { ...list, others }), query, list.attributes);
  const rest = afterMarker(wanted, query.get('marker'));
  const page = rest.slice(0, limitOf(query.get('limit')));
  const view = collectionView(list.name, page, list.self);
  const last = page.at(-1);
  if (!last || page.length === rest.length) return context.json(view);
  query.set('marker', last.id);
  const links = { ...view.links, next: `${list.self}?${query.toString()}` };
  return context.json({ ...view, links, truncated: true });
}

function sorted<One extends Listed>(
  views: readonly One[],
  query: URLSearchParams,
  attributes: readonly string[],
): readonly One[] {
  const key = query.get('sort_key') ?? 'id';
  const direction = query.get('sort_dir') ?? 'asc';
  if (key !== 'id' && !attributes.includes(key)) throw invalid('sort_key', 'cannot be sorted by');
  if (direction !== 'asc' && direction !== 'desc') throw invalid('sort_dir', 'must be asc or desc');
  if (!query.has('sort_key') && !query.has('sort_dir')) return views;
  const textOf = (view: One) => String(new Map<string, unknown>(Object.entries(view)).get(key));
  const inOrder = views.toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
  return direction === 'asc' ? inOrder : inOrder.toReversed();
}

function afterMarker<One extends Listed>(
  views: readonly One[],
  marker: string | null,
): readonly One[] {
  if (marker === null) return views;
  const place = views.findIndex(({ id }) => id === marker);
  if (place === -1)
    throw new Fault('not-found', `Marker ${marker.slice(0, 64)} could not be found.`);
  return views.slice(place + 1);
}

function limitOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw invalid('limit', 'must be a whole number from 1');
  return Number(text);
}

const invalid = (parameter: string, problem: string): Fault =>
  new Fault('invalid', `Invalid input for query parameters ${parameter}: ${problem}`);
