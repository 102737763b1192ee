import type { Json } from '../../platform/core/python-json.ts';
import type { Creator } from '../core/creator.ts';
import { metricLimits } from '../core/limits.ts';
import type { MetricWish } from '../core/metric-draft.ts';
import { invalid } from '../core/refusal.ts';
import { readResourceId, uuidOf, type UuidOfName } from '../core/resource-id.ts';
import { name } from './read-policy.ts';
import { fieldsOf, mapOf, mismatch, read, type Reader, text } from './schema.ts';

const unit = text({ most: metricLimits.unitCharacters });

export const metricName: Reader<string> = (json, path) => {
  const found = name(json, path);
  if (found.includes('/')) throw invalid("'/' is not supported in metric name");
  return found;
};

export interface IdReading {
  /** Ids that are no UUIDs name resources of this creator. */
  readonly creator: Creator;
  readonly uuid5: UuidOfName;
}

/** The id of a resource, and as it was written. */
export const resourceId =
  ({ creator, uuid5 }: IdReading): Reader<{ readonly id: string; readonly originalId: string }> =>
  (json, path) => {
    const originalId = text({ most: 1000 })(json, path);
    const found = readResourceId(originalId, creator, uuid5);
    return 'refused' in found ? mismatch(found.refused, path) : { id: found.id, originalId };
  };

/** The body of `POST /v1/metric`. */
export const readMetric = (json: Json, reading: IdReading) =>
  read(json, (body, path) => {
    const keys = ['archive_policy_name', 'resource_id', 'name', 'unit'];
    const fields = fieldsOf(body, path, keys);
    return {
      name: fields.optional('name', metricName) ?? null,
      unit: fields.optional('unit', unit),
      policyName: fields.optional('archive_policy_name', name),
      resourceId: fields.optional('resource_id', resourceId(reading))?.id,
    };
  });

const wish: Reader<MetricWish> = (json, path) => {
  if (typeof json === 'string') {
    const id = uuidOf(json);
    return id === undefined ? mismatch('badly formed hexadecimal UUID string', path) : { id };
  }
  const fields = fieldsOf(json, path, ['archive_policy_name', 'name', 'unit']);
  return {
    policyName: fields.optional('archive_policy_name', name),
    unit: fields.optional('unit', unit),
  };
};

/** The metrics of a resource, by name: new ones, and existing ones by id. */
export const metricWishes: Reader<ReadonlyMap<string, MetricWish>> = (json, path) => {
  const wishes = mapOf(wish, { most: metricLimits.metricsPerResource })(json, path);
  for (const key of wishes.keys()) metricName(key, [...path, key]);
  return wishes;
};

export const readMetricWishes = (json: Json): ReadonlyMap<string, MetricWish> =>
  read(json, metricWishes);
