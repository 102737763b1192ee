import * as z from 'zod';
import { metricLimits } from '../../core/limits.ts';
import type { ApiParameter } from '../../../platform/http/api-document.ts';

/* What a request gives. Numbers are also taken as text, as in Gnocchi. */

export const name = z.string().max(metricLimits.nameCharacters);

export const metricName = name.regex(/^[^/]*$/);

export const timespan = z
  .union([
    z.number().min(0.000_001),
    z.string().meta({ format: 'timespan', examples: ['5 minutes', '1s', '0:05:00', '300'] }),
  ])
  .meta({
    id: 'Timespan',
    description: 'Seconds, or text such as `5 minutes`, `1s` and `0:05:00`.',
  });

export const timestamp = z
  .union([
    z.number().min(0),
    z.string().meta({ format: 'timestamp', examples: ['2026-11-27T09:30:00', '-1 day', 'now'] }),
  ])
  .meta({
    id: 'Timestamp',
    description: 'ISO 8601, in UTC without a zone; seconds since 1970; or `now`, `-1 day`.',
  });

/** Of at least `least`, at most 2,147,483,647. */
export const count = (least: 0 | 1) =>
  z.union([
    z.int().min(least).max(metricLimits.points),
    z.string().regex(least === 0 ? /^\d{1,9}$/ : /^[1-9]\d{0,8}$/),
  ]);

/** The words for yes and no in a query. */
const word = z
  .string()
  .regex(
    /^([01]|[tT]([rR][uU][eE])?|[fF]([aA][lL][sS][eE])?|[oO]([nN]|[fF][fF])|[yY]([eE][sS])?|[nN][oO]?)$/,
  );

export const flag = (description: string): ApiParameter => ({
  description,
  schema: word,
  example: 'false',
});

export const spanText = z.string().meta({ format: 'timespan' });
export const timeText = z.string().meta({ format: 'timestamp' });
