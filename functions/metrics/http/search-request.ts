import type { Context } from 'hono';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { creatorOf } from '../core/creator.ts';
import { metricLimits } from '../core/limits.ts';
import type { Search } from '../core/search/search.ts';
import { uuid5 } from './uuid5.ts';
import { parametersOf } from '../../platform/http/json-answer.ts';
import { bodyOf } from './read-body.ts';
import { readFilter } from './read-filter.ts';
import { readSearch } from './read-search.ts';

/** The search of a request: its body, or else `filter` of its query. Undefined finds everything. */
export async function searchOf(context: Context<Authenticated>): Promise<Search | undefined> {
  const reading = { creator: creatorOf(context.var.caller), uuid5 };
  const hasBody = (await context.req.arrayBuffer()).byteLength > 0;
  if (hasBody)
    return readSearch(await bodyOf(context, { maximumBytes: metricLimits.bodyBytes }), reading);
  const filter = parametersOf(context).get('filter');
  return filter ? readSearch(readFilter(filter), reading) : undefined;
}
