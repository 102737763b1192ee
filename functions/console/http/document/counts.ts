import * as z from 'zod';
import type { Sample } from '../../../platform/http/api-answers.ts';
import { activity, alarmState, count, counts, id, instant, when } from './schemas.ts';

export const overview: Sample = {
  schema: z
    .strictObject({
      since: instant,
      events: z.strictObject({ accepted: count, complete: z.boolean() }).nullable(),
      firings: count,
      deliveries: counts,
      executions: counts,
      alarms: z.strictObject({ total: count, by_state: z.record(alarmState, count) }),
      functions: count,
      failures: z.array(activity),
      complete: z.boolean(),
    })
    .meta({ id: 'ConsoleOverview' }),
  example: {
    since: when,
    events: { accepted: 3, complete: true },
    firings: 1,
    deliveries: { delivered: 1 },
    executions: { success: 1 },
    alarms: { total: 2, by_state: { ok: 1, alarm: 1, 'insufficient data': 0 } },
    functions: 1,
    failures: [],
    complete: true,
  },
};

export const summaries: Sample = {
  schema: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        last_at: instant.nullable(),
        failures_24h: count,
        count_24h: count,
      }),
    ),
    complete: z.boolean(),
  }),
  example: {
    items: [{ id, last_at: when, failures_24h: 0, count_24h: 4 }],
    complete: true,
  },
};

export const measures: Sample = {
  schema: z.strictObject({
    buckets: z.array(
      z.strictObject({
        at: instant,
        events: counts,
        firings: counts,
        deliveries: counts,
        executions: z.record(
          z.string(),
          z.looseObject({ p50_ms: z.number().nullable(), p95_ms: z.number().nullable() }),
        ),
      }),
    ),
    complete: z.boolean(),
    examined_from: instant.meta({ description: 'From when on all rows were counted.' }),
  }),
  example: {
    buckets: [
      {
        at: when,
        events: { 'compute.instance.create.end': 3 },
        firings: { [id]: 1 },
        deliveries: { delivered: 1 },
        executions: { [id]: { success: 1, p50_ms: 1200, p95_ms: 1200 } },
      },
    ],
    complete: true,
    examined_from: when,
  },
};
