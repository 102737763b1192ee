import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { queryText } from '../../api/query-text.ts';
import { requestJson } from '../../api/request.ts';

export type Period = 'minute' | 'hour';

const counts = z.record(z.string(), z.number());

const bucket = z.object({
  at: z.string(),
  events: counts,
  firings: counts,
  deliveries: counts,
  // Of each function its counts by status, and two percentiles of its durations.
  executions: z.record(z.string(), z.record(z.string(), z.unknown())),
});

export type Bucket = z.infer<typeof bucket>;

const answer = z.object({
  buckets: z.array(bucket),
  complete: z.boolean(),
  examined_from: z.string().nullable(),
});

export const periodMilliseconds: Readonly<Record<Period, number>> = {
  minute: 60_000,
  hour: 3_600_000,
};

/** How many buckets are shown: an hour of minutes, two days of hours. */
const shownBuckets: Readonly<Record<Period, number>> = { minute: 60, hour: 48 };

/** What happened in each minute of the last hour, or each hour of two days. */
export const metricsQuery = (period: Period) =>
  queryOptions({
    queryKey: ['metrics', period],
    queryFn: async ({ signal }) => {
      const step = periodMilliseconds[period];
      const to = Math.ceil(Date.now() / step) * step;
      const from = to - shownBuckets[period] * step;
      const path = `/taibai/v1/metrics${queryText({
        period,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      })}`;
      return { ...(await requestJson(path, answer, { signal })), from, to, step };
    },
    refetchInterval: 30_000,
  });
