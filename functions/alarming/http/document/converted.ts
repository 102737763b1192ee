import * as z from 'zod';

/*
 * What is taken for a boolean or a number: WSME converts, as Python does, and so does `read-struct.ts`.
 */

export const boolean = z
  .union([
    z.boolean(),
    z.number(),
    z
      .string()
      .regex(
        /^([01]|[tT]([rR][uU][eE])?|[fF]([aA][lL][sS][eE])?|[oO]([nN]|[fF][fF])|[yY]([eE][sS])?|[nN][oO]?)$/,
      ),
  ])
  .meta({ id: 'AodhBoolean', description: 'A boolean; a number or a word counts as one.' });

/** From 0 on. */
export const seconds = z
  .union([z.number().gt(-1), z.string().regex(/^\d{1,15}$/), z.boolean()])
  .meta({ description: 'Seconds. A text counts as a number.' });

/** From 1 to `most`; texts are as `digits` says. */
export const positive = (most: number, digits: RegExp) =>
  z.union([
    z
      .number()
      .min(1)
      .lt(most + 1),
    z.string().regex(digits),
    z.literal(true),
  ]);

export const float = z
  .union([z.number(), z.string().regex(/^[+-]?\d{1,15}(\.\d{1,15})?$/), z.boolean()])
  .meta({ id: 'AodhFloat', description: 'A number, also as text.' });
