import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from '../../api/request.ts';

const summary = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      last_at: z.string().nullable(),
      failures_24h: z.number(),
      count_24h: z.number(),
    }),
  ),
  complete: z.boolean(),
});

export type FunctionSummary = z.infer<typeof summary>['items'][number];

/** Of each function, when it last ran, and how its last day was. */
export const functionSummaryQuery = queryOptions({
  queryKey: ['functions', 'summary'],
  queryFn: ({ signal }) => requestJson('/taibai/v1/functions/summary', summary, { signal }),
});
