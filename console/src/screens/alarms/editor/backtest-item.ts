import * as z from 'zod';
import { requestJson } from '../../../api/request.ts';

const backtest = z.object({
  id: z.string(),
  state: z.string(),
  from: z.string(),
  to: z.string(),
  expected: z.number().nullish(),
  examined: z.number(),
  matched: z.number(),
  fired: z.number(),
  would_notify: z.number(),
  truncated: z.boolean(),
  /** Only when it has ended. */
  timeline: z
    .array(z.object({ at: z.string(), message_id: z.string(), event_type: z.string() }))
    .optional(),
  histogram: z
    .array(
      z.object({ hour: z.string(), examined: z.number(), matched: z.number(), fired: z.number() }),
    )
    .optional(),
  coverage: z
    .object({
      complete: z.boolean(),
      kept_since: z.string().nullable(),
      gaps: z.array(z.object({ hour: z.string(), dropped: z.number(), why: z.string() })),
    })
    .optional(),
});

export type Backtest = z.infer<typeof backtest>;

const path = '/alarming/v2/backtests';

/** Runs the draft of an alarm over the events of the last week. */
export const beginBacktest = (alarm: unknown, rearm: string) =>
  requestJson(path, backtest, { method: 'POST', body: { last: '7d', alarm, rearm } });

export const readBacktest = (id: string, signal: AbortSignal) =>
  requestJson(`${path}/${encodeURIComponent(id)}`, backtest, { signal });
