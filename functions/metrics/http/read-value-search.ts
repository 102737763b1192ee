import { isArray, isObject, type Json } from '../../platform/core/python-json.ts';
import { pythonFloat } from '../../platform/core/python-number.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { isoMicroseconds } from '../../platform/core/python-datetime.ts';
import { metricLimits } from '../core/limits.ts';
import { invalid } from '../core/refusal.ts';
import { uuidOf } from '../core/resource-id.ts';
import { binaryByName, combinedByName, type ValueSearch } from '../core/search/value-search.ts';
import { readTimespan } from '../core/time/timespan.ts';
import { readTimestamp } from '../core/time/timestamp.ts';
import type { MeasuresSearch } from '../app/measures/search-measures.ts';
import { wrong } from './read-measures-query.ts';
import { mismatch, type Path, read } from './schema.ts';

/** The body of a search for values, as `MetricSearchSchema` of `gnocchi/rest/api.py`. */
export function readValueSearch(json: Json): ValueSearch {
  let operators = 0;
  const searchOf = (value: Json, path: Path, isCombined: boolean): ValueSearch => {
    if (!isObject(value)) return mismatch('expected a dictionary', path);
    const [[name, operand] = [], ...others] = Object.entries(value);
    if (name === undefined || operand === undefined)
      return mismatch('length of value must be at least 1', path);
    if (others.length > 0) return mismatch('length of value must be at most 1', path);
    operators += 1;
    if (operators > metricLimits.comparisons)
      return mismatch(`more than ${metricLimits.comparisons} operators`, path);
    const here = [...path, name];
    const operator = binaryByName.get(name);
    if (operator) return { kind: 'binary', operator, ...operandsOf(operand, here) };
    const how = combinedByName.get(name);
    // Gnocchi's schema knows it, and its search does not.
    if (isCombined && name === 'not') throw invalid('Unknown operator not');
    if (!how || !isCombined) return mismatch('extra keys not allowed', here);
    if (!isArray(operand)) return mismatch('expected a list', here);
    const parts = operand.map((part, i) => searchOf(part, [...here, i], true));
    return { kind: 'combined', how, parts };
  };
  const operandsOf = (operand: Json, path: Path) => {
    if (!isArray(operand))
      return { left: { kind: 'value' }, right: number(operand, path) } as const;
    const [left, right, ...others] = operand;
    if (left === undefined || right === undefined)
      return mismatch('length of value must be at least 2', path);
    if (others.length > 0) return mismatch('length of value must be at most 2', path);
    const one = (each: Json, i: number) =>
      isObject(each) ? searchOf(each, [...path, i], false) : number(each, [...path, i]);
    return { left: one(left, 0), right: one(right, 1) };
  };
  return read(json, (body, path) => searchOf(body, path, true));
}

function number(json: Json, path: Path): ValueSearch {
  const value =
    typeof json === 'string' || typeof json === 'boolean' ? undefined : pythonFloat(json);
  return value === undefined ? mismatch('expected float', path) : { kind: 'number', number: value };
}

/** The parameters of a search for values. */
export function readMeasuresSearch(
  parameters: URLSearchParams,
  now: Instant,
): Omit<MeasuresSearch, 'search'> {
  const ids = parameters.getAll('metric_id');
  if (ids.length === 0) throw wrong('metric_id', 'Must be given');
  if (ids.length > metricLimits.values)
    throw wrong('metric_id', `More than ${metricLimits.values} are given`);
  const spans = parameters.getAll('granularity').map((text) => {
    const span = readTimespan(text);
    if ('refused' in span) throw wrong('granularity', span.refused);
    return span.microseconds;
  });
  return {
    // As in Gnocchi, what does not exist is not found.
    metricIds: ids.flatMap((id) => uuidOf(id) ?? []),
    method: parameters.get('aggregation') ?? 'mean',
    granularities: spans.length === 0 ? undefined : [...new Set(spans)],
    from: timeOf(parameters, 'start', now),
    until: timeOf(parameters, 'stop', now),
  };
}

function timeOf(parameters: URLSearchParams, name: string, now: Instant): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  const time = readTimestamp(text, now);
  if ('refused' in time) throw invalid(`Invalid value for ${name}`);
  return Number(isoMicroseconds(time.instant) ?? 0n);
}
