import * as z from 'zod';

/** The URLs of the queues of looks that wait for a service elsewhere, one of each that is named: `LOOKS_ELSEWHERE`. */
export const looksElsewhere = z.object({
  prometheus: z.string().optional(),
  octavia: z.string().optional(),
  gnocchi: z.string().optional(),
});
export type LooksElsewhereUrls = z.infer<typeof looksElsewhere>;
