import { isArray, isObject, type Json } from '../../../platform/core/python-json.ts';
import { pythonFloat } from '../../../platform/core/python-number.ts';
import type { AlarmRule } from '../alarm.ts';

type Document = { readonly [name: string]: Json };

/** Where the values of a threshold rule come from. */
export type Source =
  | {
      readonly kind: 'resource';
      readonly resourceId: string;
      readonly metric: string;
    }
  | { readonly kind: 'metrics'; readonly metrics: readonly string[] }
  | {
      readonly kind: 'resources';
      readonly metric: string;
      readonly resourceType: string;
      /** JSON text of Gnocchi's search. */
      readonly query: string;
    }
  | { readonly kind: 'prometheus'; readonly query: string };

export type Comparison = 'lt' | 'le' | 'eq' | 'ne' | 'ge' | 'gt';

/** A rule that compares values with a threshold. */
export interface ThresholdRule {
  readonly source: Source;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly method: string;
  /** A Prometheus rule has neither windows nor periods: 0. */
  readonly granularitySeconds: number;
  readonly periods: number;
  /** As the alarm has it. */
  readonly document: Document;
}

/** A composite rule: threshold rules under `and` and `or`. */
export type RuleTree =
  | ThresholdRule
  | { readonly operator: 'and' | 'or'; readonly parts: readonly RuleTree[] };

/** The rule of an alarm on measures. */
export type MetricRule =
  | { readonly kind: 'threshold'; readonly rule: ThresholdRule }
  | { readonly kind: 'composite'; readonly tree: RuleTree }
  | {
      readonly kind: 'members';
      readonly poolId: string;
      readonly document: Document;
    };

/** The rule of an alarm, which the API has validated; undefined for a rule on events. */
export function metricRuleOf(rule: AlarmRule): MetricRule | undefined {
  if (rule.type === 'event') return undefined;
  if (rule.type === 'loadbalancer_member_health')
    return {
      kind: 'members',
      poolId: text(rule.document, 'pool_id'),
      document: rule.document,
    };
  if (rule.type === 'composite') return { kind: 'composite', tree: treeOf(rule.document) };
  return { kind: 'threshold', rule: thresholdOf(rule.type, rule.document) };
}

/** The threshold rules in reading order, which is how Aodh numbers them. */
export const leavesOf = (tree: RuleTree): readonly ThresholdRule[] =>
  'parts' in tree ? tree.parts.flatMap(leavesOf) : [tree];

/** All threshold rules of a rule; none for the health of members. */
export function thresholdsOf(rule: MetricRule): readonly ThresholdRule[] {
  if (rule.kind === 'members') return [];
  return rule.kind === 'threshold' ? [rule.rule] : leavesOf(rule.tree);
}

function treeOf(document: Document): RuleTree {
  const [key, ...others] = Object.keys(document);
  if (others.length === 0 && (key === 'and' || key === 'or')) {
    const parts = document[key] ?? null;
    return {
      operator: key,
      parts: isArray(parts) ? parts.filter(isObject).map(treeOf) : [],
    };
  }
  return thresholdOf(text(document, 'type'), document);
}

const thresholdOf = (type: string, document: Document): ThresholdRule => {
  const prometheus = type === 'prometheus';
  return {
    source: sourceOf(type, document),
    comparison: comparisonOf(text(document, 'comparison_operator')),
    threshold: pythonFloat(document['threshold'] ?? null) ?? Number.NaN,
    method: text(document, 'aggregation_method'),
    granularitySeconds: prometheus ? 0 : number(document, 'granularity'),
    periods: prometheus ? 0 : number(document, 'evaluation_periods'),
    document,
  };
};

function sourceOf(type: string, document: Document): Source {
  if (type === 'gnocchi_resources_threshold')
    return {
      kind: 'resource',
      resourceId: text(document, 'resource_id'),
      metric: text(document, 'metric'),
    };
  if (type === 'gnocchi_aggregation_by_metrics_threshold')
    return { kind: 'metrics', metrics: texts(document, 'metrics') };
  if (type === 'gnocchi_aggregation_by_resources_threshold')
    return {
      kind: 'resources',
      metric: text(document, 'metric'),
      resourceType: text(document, 'resource_type'),
      query: text(document, 'query'),
    };
  return { kind: 'prometheus', query: text(document, 'query') };
}

const comparisons = ['lt', 'le', 'eq', 'ne', 'ge', 'gt'] as const;
const comparisonOf = (name: string): Comparison =>
  comparisons.find((each) => each === name) ?? 'eq';

function text(document: Document, name: string): string {
  const value = document[name];
  return typeof value === 'string' ? value : '';
}

function texts(document: Document, name: string): readonly string[] {
  const value = document[name] ?? null;
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

const number = (document: Document, name: string): number =>
  pythonFloat(document[name] ?? null) ?? 0;
