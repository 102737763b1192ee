import * as z from 'zod';
import { metricLimits } from '../../core/limits.ts';
import { combinationsByName, comparisonsByName } from '../../core/search/search.ts';
import { type ApiParameters, json } from '../../../platform/http/api-document.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const one = { minProperties: 1, maxProperties: 1 };
const compared = z.record(z.string(), value).meta(one);
const among = z.record(z.string(), z.array(value).min(1).max(metricLimits.values)).meta(one);

/** An object with one operator. */
const search: z.ZodType = z
  .lazy(() =>
    z.union([
      ...[...comparisonsByName.keys()].map((op) => z.strictObject({ [op]: compared })),
      z.strictObject({ in: among }),
      ...[...combinationsByName.keys()].map((op) =>
        z.strictObject({ [op]: z.array(search).min(1).max(metricLimits.comparisons) }),
      ),
      z.strictObject({ not: search }),
    ]),
  )
  .meta({ id: 'ResourceSearch', description: 'An operator with what it is about.' });

export const anySearch = z
  .union([search, z.strictObject({})])
  .meta({ description: '`{}` finds everything.' });

export const searchExample = {
  and: [{ like: { original_resource_id: 'vm-%' } }, { not: { '=': { project_id: null } } }],
};

export const searchBody = json(anySearch, searchExample);

export const filter = {
  filter: {
    description: 'The search as text, if there is no body.',
    schema: z.string().max(metricLimits.filterCharacters).meta({ format: 'gnocchi-filter' }),
    example: 'original_resource_id like "vm-%" and not project_id=null',
  },
} satisfies ApiParameters;
