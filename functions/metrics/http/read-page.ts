import { metricLimits } from '../core/limits.ts';
import { type Page, readSortKey } from '../core/page.ts';
import { invalid } from '../core/refusal.ts';

const refuse = (reason: string) => invalid({ cause: 'Argument value error', reason });

/** Reads `limit`, `marker` and `sort`. A limit beyond the largest page is cut to it, as in Gnocchi. */
export function readPage(parameters: URLSearchParams, defaultSorts: readonly string[]): Page {
  const sorts = parameters.getAll('sort').filter(Boolean);
  if (sorts.length > metricLimits.sortKeys)
    throw refuse(`length of value must be at most ${metricLimits.sortKeys} @ data['sort']`);
  return {
    limit: readLimit(parameters.get('limit')),
    marker: parameters.get('marker') || undefined,
    sorts: (sorts.length > 0 ? sorts : defaultSorts).map(readSortKey),
  };
}

function readLimit(text: string | null): number {
  if (text === null) return metricLimits.page;
  if (!/^\s*[+-]?\d{1,100}\s*$/.test(text))
    throw refuse("expected int for dictionary value @ data['limit']");
  const limit = Number(text);
  if (limit < 1) throw refuse("value must be at least 1 for dictionary value @ data['limit']");
  return Math.min(limit, metricLimits.page);
}

const words: ReadonlyMap<string, boolean> = new Map([
  ...['t', 'true', 'on', 'y', 'yes', '1'].map((word) => [word, true] as const),
  ...['f', 'false', 'off', 'n', 'no', '0'].map((word) => [word, false] as const),
]);

/** A switch in the query, as `oslo_utils.strutils.bool_from_string` reads it; off if it is missing. */
export function readSwitch(parameters: URLSearchParams, name: string): boolean {
  const text = parameters.get(name);
  if (text === null) return false;
  const found = words.get(text.trim().toLowerCase());
  if (found === undefined)
    throw invalid(
      `Unable to parse \`${name}': Unrecognized value '${text}', acceptable values are: ${[
        ...words.keys(),
      ]
        .toSorted()
        .map((word) => `'${word}'`)
        .join(', ')}`,
    );
  return found;
}
