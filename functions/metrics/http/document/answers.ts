import * as z from 'zod';
import type { ApiAnswer, ApiParameters } from '../../../platform/http/api-document.ts';
import { type Sample, shown } from '../../../platform/http/api-answers.ts';
import { metricLimits } from '../../core/limits.ts';

const header = (description: string) => ({ description, schema: z.string() });

/** What was created, and where it is. */
export const created = (description: string, sample: Sample): ApiAnswer => ({
  ...shown(description, sample),
  headers: { Location: header('Its URL.') },
});

/** A page of a list. */
export const page = (description: string, sample: Sample): ApiAnswer => ({
  ...shown(description, sample),
  headers: { Link: header('The next page; none after the last one.') },
});

export const tagged = {
  ETag: header('Of this revision.'),
  'Last-Modified': header('When it was changed.'),
} satisfies ApiParameters;

export const preconditions: ApiParameters = {
  'If-Match': header('Only if it has this tag.'),
  'If-None-Match': header('Only if it has another tag.'),
  'If-Unmodified-Since': header('Only if it was not changed since then.'),
};

const direction = '(:(asc|desc)(-nulls(first|last))?)?';

/** `keys` are what the list can be sorted by. */
export const paging = (keys: string): ApiParameters => ({
  limit: {
    description: 'At most as many; 1000 are a page.',
    schema: z.int().min(1),
    example: 100,
  },
  marker: { description: 'The last one of the page before.', schema: z.string() },
  sort: {
    description: 'Keys to sort by, each with `:asc` or `:desc`.',
    schema: z
      .array(z.string().regex(new RegExp(`^(${keys})${direction}$`)))
      .max(metricLimits.sortKeys),
  },
});
