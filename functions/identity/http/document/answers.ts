import * as z from 'zod';
import type { ApiParameters } from '../../../platform/http/api-document.ts';
import type { Sample } from '../../../platform/http/api-answers.ts';
import { v3 } from './examples.ts';

export const domainId = z.literal('default');
export const domain = z.strictObject({ id: domainId, name: z.literal('Default') });
export const domainExample = { id: 'default', name: 'Default' } as const;

export const self = z.strictObject({ self: z.string() });
export const selfOf = (path: string) => ({ self: `${v3}/${path}` });

/** A list under its name. */
export const collection = (name: string, { schema, example }: Sample): Sample => ({
  schema: z.strictObject({
    [name]: z.array(schema),
    links: z.strictObject({
      self: z.string(),
      next: z.string().nullable(),
      previous: z.null(),
    }),
    truncated: z
      .literal(true)
      .optional()
      .meta({ description: 'There are more: `next` leads to them.' }),
  }),
  example: { [name]: [example], links: { self: `${v3}/${name}`, next: null, previous: null } },
});

/** The filters and the paging of a list of things with these attributes. */
export const listed = (attributes: readonly string[]): ApiParameters => ({
  ...Object.fromEntries(
    attributes.map((name) => [
      name,
      {
        description: `Those with this \`${name}\`. Texts also by \`${name}__contains\`, \`__startswith\` and \`__endswith\`, and by \`__icontains\` and so on in any case.`,
        schema: z.string(),
      },
    ]),
  ),
  limit: {
    description: 'At most as many.',
    schema: z.int().min(1).max(999_999_999),
    example: 100,
  },
  marker: { description: 'The id of the last one of the page before.', schema: z.string() },
  sort_key: {
    description: 'What to sort by.',
    schema: z.enum(['id', ...attributes]),
    example: 'id',
  },
  sort_dir: { description: 'In which order.', schema: z.enum(['asc', 'desc']), example: 'asc' },
});
