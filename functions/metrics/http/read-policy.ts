import type { Json } from '../../platform/core/python-json.ts';
import type { ArchivePolicy } from '../core/archive-policy.ts';
import { metricLimits } from '../core/limits.ts';
import { definitionOf, isMethodEntry, type ItemDraft, methodsOf } from '../core/policy-draft.ts';
import { readTimespan } from '../core/time/timespan.ts';
import { fieldsOf, integer, listOf, mismatch, read, type Reader, text } from './schema.ts';

export const name = text({ most: metricLimits.nameCharacters });

export const timespan: Reader<number> = (json, path) => {
  const span = readTimespan(json);
  return 'refused' in span ? mismatch(span.refused, path) : span.microseconds;
};

const item: Reader<ItemDraft> = (json, path) => {
  const fields = fieldsOf(json, path, ['granularity', 'points', 'timespan']);
  return {
    granularity: fields.optional('granularity', timespan),
    points: fields.optional('points', integer({ least: 1, most: metricLimits.points })),
    timespan: fields.optional('timespan', timespan),
  };
};
const definition = listOf(item, { least: 1, most: metricLimits.granularities });
const backWindow = integer({ least: 0, most: metricLimits.backWindow });
const method: Reader<string> = (json, path) =>
  typeof json === 'string' && isMethodEntry(json) ? json : mismatch('not a valid value', path);

export function readPolicy(json: Json): ArchivePolicy {
  const draft = read(json, (body, path) => {
    const keys = ['name', 'back_window', 'aggregation_methods', 'definition'];
    const fields = fieldsOf(body, path, keys);
    return {
      name: fields.required('name', name),
      backWindow: fields.optional('back_window', backWindow) ?? 0,
      methods: methodsOf(fields.optional('aggregation_methods', listOf(method, { most: 1000 }))),
      definition: fields.required('definition', definition),
    };
  });
  return { ...draft, definition: definitionOf(draft.definition) };
}

export function readPolicyChange(json: Json) {
  const change = read(json, (body, path) => {
    const fields = fieldsOf(body, path, ['definition', 'back_window']);
    return {
      definition: fields.required('definition', definition),
      backWindow: fields.optional('back_window', backWindow),
    };
  });
  return { ...change, definition: definitionOf(change.definition) };
}

export const readRule = (json: Json) =>
  read(json, (body, path) => {
    const fields = fieldsOf(body, path, ['name', 'metric_pattern', 'archive_policy_name']);
    return {
      name: fields.required('name', name),
      pattern: fields.required('metric_pattern', name),
      policyName: fields.required('archive_policy_name', name),
    };
  });

export const readRuleName = (json: Json): string =>
  read(json, (body, path) => fieldsOf(body, path, ['name']).required('name', name));
