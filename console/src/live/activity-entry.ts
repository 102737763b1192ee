import * as z from 'zod';

const kinds = ['event', 'hit', 'firing', 'delivery', 'execution'] as const;
export type ActivityKind = (typeof kinds)[number];

export const activityEntry = z.looseObject({ kind: z.enum(kinds), at: z.string(), id: z.string() });
export type ActivityEntry = z.infer<typeof activityEntry>;
