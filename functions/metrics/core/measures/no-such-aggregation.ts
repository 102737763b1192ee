import { floatRepr } from '../../../platform/core/python-json.ts';
import { microsecondsPerSecond } from '../aggregation/point.ts';
import { Refusal } from '../refusal.ts';

/** As `gnocchi.storage.AggregationDoesNotExist`. */
export const noSuchAggregation = (metricId: string, method: string, granularity: number) =>
  new Refusal(
    'not-found',
    `Aggregation method '${method}' at granularity '${floatRepr(granularity / microsecondsPerSecond)}' ` +
      `for metric ${metricId} does not exist`,
  );
