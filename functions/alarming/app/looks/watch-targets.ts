import type { WatchTarget } from '../../../metrics/alarm-ports.ts';
import { uuidOf } from '../../../metrics/core/resource-id.ts';
import type { Alarm } from '../../core/alarm.ts';
import { metricRuleOf, type Source, thresholdsOf } from '../../core/metric/metric-rule.ts';

/** The measures that an alarm watches, each once. */
export function watchTargets({ enabled, rule, userId }: Alarm): readonly WatchTarget[] {
  const metric = metricRuleOf(rule);
  if (!enabled || !metric) return [];
  const targets = thresholdsOf(metric).flatMap(({ source }) => targetsOf(source, userId));
  return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()];
}

function targetsOf(source: Source, userId: string): readonly WatchTarget[] {
  switch (source.kind) {
    case 'resource': {
      const { resourceId, metric: name } = source;
      const id = uuidOf(resourceId);
      return [
        id === undefined
          ? { kind: 'resource', resourceId, name, userId }
          : { kind: 'resource', resourceId: id, name },
      ];
    }
    case 'metrics':
      return source.metrics.map((id) => ({ kind: 'metric', metricId: canonical(id) }));
    case 'resources':
      return [{ kind: 'name', name: source.metric }];
    case 'prometheus':
      return [];
  }
}

/** A UUID as metrics write it. */
const canonical = (id: string): string => uuidOf(id) ?? id;
