import type { Instant } from '../../platform/core/instant.ts';
import { isArray, isObject, type Json } from '../../platform/core/python-json.ts';
import { pythonFloat } from '../../platform/core/python-number.ts';
import type { Point } from '../core/aggregation/point.ts';
import { measureLimits } from '../core/measures/measure-limits.ts';
import { uuidOf } from '../core/resource-id.ts';
import { endOfTime, timesLike } from '../core/time/measure-times.ts';
import { metricName } from './read-metric.ts';
import { fieldsOf, mapOf, mismatch, type Path, type Reader, text } from './schema.ts';

/**
 * `[{"timestamp", "value"}]`; a value is anything that Python's `float` takes (`gnocchi/rest/api.py`,
 * `MeasuresListSchema`).
 */
export const measures =
  (now: Instant): Reader<readonly Point[]> =>
  (json, path) => {
    if (isObject(json) && Object.keys(json).length === 0) return [];
    const sent = isArray(json) ? json : mismatch('unexpected measures format', path);
    const first = timestampOf(sent[0] ?? null);
    const readTime = timesLike(first ?? null, now);
    return sent.map((measure) => pointOf(measure, readTime, path));
  };

const timestampOf = (measure: Json): Json | undefined =>
  isObject(measure) ? measure['timestamp'] : undefined;

function pointOf(measure: Json, readTime: ReturnType<typeof timesLike>, path: Path): Point {
  const timestamp = timestampOf(measure);
  if (!isObject(measure) || timestamp === undefined)
    return mismatch('unexpected measures format', path);
  const time = readTime(timestamp);
  if (time === undefined) return wrongTime('Unable to convert timestamps', path);
  if (time < 0) return wrongTime('Timestamp must be after Epoch', path);
  if (time >= endOfTime) return wrongTime('Timestamp must be before 2112-09-17', path);
  const value = pythonFloat(measure['value'] ?? null);
  return value === undefined ? mismatch('unexpected measures value', path) : { time, value };
}

const wrongTime = (why: string, path: Path): never =>
  mismatch(`unexpected timestamp '${why}'`, path);

/** `{METRIC_ID: measures}`, by the id as a UUID. */
export const measuresByMetric =
  (now: Instant): Reader<ReadonlyMap<string, readonly Point[]>> =>
  (json, path) => {
    const sent = mapOf(measures(now), { most: measureLimits.metrics })(json, path);
    return new Map(
      [...sent].map(([key, points]) => [
        uuidOf(key) ?? mismatch('badly formed hexadecimal UUID string', [...path, key]),
        points,
      ]),
    );
  };

/** Measures of a metric of a resource, and what the metric is to be if it does not exist. */
export interface NamedMeasures {
  readonly points: readonly Point[];
  readonly policyName?: string | undefined;
  readonly unit?: string | undefined;
}

/** `{RESOURCE_ID: {NAME: measures | {"measures", "archive_policy_name"?, "unit"?}}}`. */
export const measuresByResource = (
  now: Instant,
): Reader<ReadonlyMap<string, ReadonlyMap<string, NamedMeasures>>> =>
  mapOf(byName(now), { most: measureLimits.metrics });

const byName =
  (now: Instant): Reader<ReadonlyMap<string, NamedMeasures>> =>
  (json, path) => {
    const sent = mapOf(named(now), { most: measureLimits.metrics })(json, path);
    for (const name of sent.keys()) metricName(name, path);
    return sent;
  };

const named =
  (now: Instant): Reader<NamedMeasures> =>
  (json, path) => {
    if (!isObject(json) || Object.keys(json).length === 0)
      return { points: measures(now)(json, path) };
    const fields = fieldsOf(json, path, ['measures', 'archive_policy_name', 'unit']);
    return {
      points: fields.required('measures', measures(now)),
      policyName: fields.optional('archive_policy_name', text({ most: 255 })),
      unit: fields.optional('unit', text({ most: 31 })),
    };
  };
