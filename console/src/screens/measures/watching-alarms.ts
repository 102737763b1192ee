import * as z from 'zod';
import { type Alarm, ruleOf } from '../../api/alarms.ts';
import type { FoundMetric } from './metric-item.ts';

const rule = z.looseObject({
  metric: z.string().optional(),
  metrics: z.array(z.string()).optional(),
  resource_id: z.string().optional(),
  and: z.array(z.unknown()).optional(),
  or: z.array(z.unknown()).optional(),
});

/**
 * The alarms that look at a metric: by its id, or by its name and resource. Those that choose resources by a
 * search are among them if the name is the same, because the search may find this one.
 */
export const watchingAlarms = (alarms: readonly Alarm[], metric: FoundMetric): readonly Alarm[] =>
  alarms.filter((alarm) => alarm.type !== 'event' && watches(ruleOf(alarm), metric));

function watches(given: unknown, metric: FoundMetric): boolean {
  const { data } = rule.safeParse(given);
  if (!data) return false;
  const parts = data.and ?? data.or;
  if (parts) return parts.some((part) => watches(part, metric));
  if (data.metrics) return data.metrics.includes(metric.id);
  if (data.metric === undefined || metric.name === null) return data.metric === metric.id;
  const { resource } = metric;
  const isNamed = data.metric === metric.name;
  return data.resource_id === undefined
    ? isNamed
    : isNamed &&
        (data.resource_id === resource?.id || data.resource_id === resource?.original_resource_id);
}
