import type { Search } from '../core/search/search.ts';
import { readJson } from './read-body.ts';
import { readFilter } from './read-filter.ts';
import { readSearch } from './read-search.ts';
import { uuid5 } from './uuid5.ts';

/** A query as alarms store it: JSON text, or the infix form. The empty one finds everything. */
export function readQueryText(query: string, projectId: string): Search | undefined {
  const text = query.trim();
  if (text === '') return undefined;
  const json = text.startsWith('{') ? readJson(text) : readFilter(text);
  return readSearch(json, { creator: { userId: '', projectId }, uuid5 });
}
