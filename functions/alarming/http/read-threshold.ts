import { Fault } from '../../platform/core/fault.ts';
import type { Json } from '../../platform/core/python-json.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import { readJson } from './read-json.ts';
import {
  attributesOf,
  type Body,
  missing,
  type Read,
  readFloat,
  readInteger,
  readOneOf,
  readTexts,
  readTextUpTo,
  wrongInput,
} from './read-struct.ts';

type Document = { readonly [name: string]: Json };
interface Attribute {
  readonly name: string;
  readonly read: Read<Json>;
  /** The default; without one, the attribute is mandatory. */
  readonly otherwise?: Json;
}

const comparison: Attribute = {
  name: 'comparison_operator',
  read: readOneOf(['lt', 'le', 'eq', 'ne', 'ge', 'gt']),
  otherwise: 'eq',
};
const text = (name: string): Attribute => ({
  name,
  read: readTextUpTo(alarmLimits.ruleTextCharacters),
});

/** Gnocchi's default aggregation methods: an aggregate, a percentile, or the rate of either. */
const aggregation = /^(rate:)?(mean|sum|last|max|min|std|median|first|count|[1-9]\d?pct)$/;

const gnocchi: readonly Attribute[] = [
  { name: 'granularity', read: readInteger(1, 3600 * 24 * 365), otherwise: 60 },
  comparison,
  { name: 'threshold', read: readFloat },
  {
    name: 'aggregation_method',
    read(value, field, body, path) {
      const method = readTextUpTo(alarmLimits.ruleTextCharacters)(value, field, body, path);
      if (!aggregation.test(method))
        throw new Fault(
          'invalid',
          `aggregation_method should be in mean, sum, last, max, min, std, median, first, count, 1pct to 99pct, or one of these after rate:, not ${method}`,
        );
      return method;
    },
  },
  { name: 'evaluation_periods', read: readInteger(1, 100), otherwise: 1 },
];

const jsonQuery: Attribute = {
  name: 'query',
  read(value, field, body, path) {
    const query = readTextUpTo(alarmLimits.ruleTextCharacters)(value, field, body, path);
    try {
      readJson(query);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw wrongInput('rule/query', query, '');
    }
    return query;
  },
};

/** The attributes of each kind of threshold rule, in Aodh's order (`as_dict`). */
const rules = {
  gnocchi_resources_threshold: [
    ...gnocchi,
    text('metric'),
    text('resource_id'),
    text('resource_type'),
  ],
  gnocchi_aggregation_by_metrics_threshold: [
    ...gnocchi,
    { name: 'metrics', read: readTexts(alarmLimits.metrics, alarmLimits.ruleTextCharacters) },
  ],
  gnocchi_aggregation_by_resources_threshold: [
    ...gnocchi,
    text('metric'),
    jsonQuery,
    text('resource_type'),
  ],
  prometheus: [comparison, { name: 'threshold', read: readFloat }, text('query')],
} as const satisfies Readonly<Record<string, readonly Attribute[]>>;

export type ThresholdType = keyof typeof rules;
export const thresholdTypes = [
  'gnocchi_aggregation_by_metrics_threshold',
  'gnocchi_aggregation_by_resources_threshold',
  'gnocchi_resources_threshold',
  'prometheus',
] as const satisfies readonly ThresholdType[];

export function readThreshold(
  type: ThresholdType,
  value: Json,
  body: Body,
  path: string,
): Document {
  const attributes: readonly Attribute[] = rules[type];
  const given = attributesOf(
    value,
    attributes.map(({ name }) => name),
    path,
  );
  return Object.fromEntries(
    attributes.map(({ name, read, otherwise }) => {
      const found = given[name] ?? null;
      if (found === null && otherwise === undefined) throw missing(name);
      return [name, found === null ? (otherwise ?? null) : read(found, name, body, path)];
    }),
  );
}
