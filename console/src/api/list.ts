import * as z from 'zod';

/** A page of one of Taibai's own lists, newest first. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable(),
    /** False if the page ended because it had examined as much as one call may. */
    complete: z.boolean(),
  });
