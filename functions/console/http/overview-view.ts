import type { Measures } from '../app/measure-activity.ts';
import type { Overview } from '../app/overview.ts';
import type { Summaries } from '../app/summaries.ts';
import { activityView } from './activity-view.ts';

export const overviewView = ({ alarms, events, failures, ...rest }: Overview) => ({
  ...rest,
  events: events ?? null,
  alarms: { total: alarms.total, by_state: alarms.byState },
  failures: failures.map(activityView),
});

export const summariesView = ({ items, complete }: Summaries) => ({
  items: items.map(({ id, lastAt, inDay, failuresInDay }) => ({
    id,
    last_at: lastAt,
    failures_24h: failuresInDay,
    count_24h: inDay,
  })),
  complete,
});

export const measuresView = ({ buckets, complete, examinedFrom }: Measures) => ({
  buckets: buckets.map(({ executions, ...bucket }) => ({
    ...bucket,
    executions: Object.fromEntries(
      [...executions].map(([id, { byStatus, p50, p95 }]) => [
        id,
        { ...byStatus, p50_ms: p50, p95_ms: p95 },
      ]),
    ),
  })),
  complete,
  examined_from: examinedFrom,
});
