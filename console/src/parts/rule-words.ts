import * as z from 'zod';
import { operatorSigns } from './explain/operator-signs.ts';

const condition = z.object({
  field: z.string(),
  op: z.string(),
  type: z.string(),
  value: z.string(),
});

const eventRule = z.object({ event_type: z.string(), query: z.array(condition) });

const threshold = z.object({
  comparison_operator: z.string(),
  threshold: z.number(),
});

const gnocchi = z.object({
  ...threshold.shape,
  granularity: z.number(),
  aggregation_method: z.string(),
  evaluation_periods: z.number(),
  metric: z.string().optional(),
  metrics: z.array(z.string()).optional(),
  resource_id: z.string().optional(),
  resource_type: z.string().optional(),
  query: z.string().optional(),
});

const prometheus = z.object({ ...threshold.shape, query: z.string() });
const health = z.object({ pool_id: z.string() });
const composite = z.object({
  and: z.array(z.unknown()).optional(),
  or: z.array(z.unknown()).optional(),
  type: z.string().optional(),
});

/** The rule of an alarm in a sentence without its end. What is not understood is shown as JSON. */
export function ruleWords(type: string, rule: unknown): string {
  const words = wordsOf(type, rule);
  return words ?? JSON.stringify(rule ?? null).slice(0, 500);
}

function wordsOf(type: string, rule: unknown): string | undefined {
  if (type === 'event') return said(eventRule.safeParse(rule).data, eventWords);
  if (type === 'prometheus') return said(prometheus.safeParse(rule).data, prometheusWords);
  if (type === 'loadbalancer_member_health')
    return said(
      health.safeParse(rule).data,
      ({ pool_id }) => `When a member of pool ${pool_id} is not healthy`,
    );
  if (type === 'composite') return said(compositeWords(rule), (words) => `When ${words}`);
  return said(gnocchi.safeParse(rule).data, (read) => `When ${gnocchiWords(read)}`);
}

const said = <T>(value: T | undefined, words: (value: T) => string): string | undefined =>
  value === undefined ? undefined : words(value);

function eventWords({ event_type, query }: z.infer<typeof eventRule>): string {
  const what =
    event_type === '*' ? 'any event' : event_type === '' ? 'no event' : `an event ${event_type}`;
  if (query.length === 0) return `When ${what} comes`;
  return `When ${what} has ${query.map(conditionText).join(' and ')}`;
}

const conditionText = ({ field, op, type, value }: z.infer<typeof condition>): string =>
  `${field.replace(/^traits\./, '')} ${operatorSigns[op] ?? op} ${
    type === '' || type === 'string' ? `“${value}”` : `${type} ${value}`
  }`;

const prometheusWords = (rule: z.infer<typeof prometheus>): string =>
  `When ${rule.query} ${comparisonText(rule)}`;

const comparisonText = ({
  comparison_operator: operator,
  threshold: limit,
}: z.infer<typeof threshold>): string => `${operatorSigns[operator] ?? operator} ${limit}`;

function gnocchiWords(rule: z.infer<typeof gnocchi>): string {
  const { aggregation_method: method, granularity, evaluation_periods: periods } = rule;
  const span =
    periods === 1 ? `over ${granularity} s` : `over ${periods} periods of ${granularity} s each`;
  return `${method} of ${measuredText(rule)} ${comparisonText(rule)} ${span}`;
}

function measuredText(rule: z.infer<typeof gnocchi>): string {
  const { metric, metrics, resource_id, resource_type, query } = rule;
  if (metrics) return metrics.length === 1 ? `metric ${metrics[0]}` : `${metrics.length} metrics`;
  if (resource_id !== undefined) return `${metric} of ${resource_type} ${resource_id}`;
  return `${metric} of each ${resource_type} with ${query}`;
}

/** Parts of parts stand in brackets. */
function compositeWords(rule: unknown, nested = false): string | undefined {
  const { data } = composite.safeParse(rule);
  if (!data) return undefined;
  const joined = (parts: readonly unknown[], word: string): string | undefined => {
    const words = parts.map((part) => compositeWords(part, true));
    if (words.includes(undefined)) return undefined;
    const text = words.join(` ${word} `);
    return nested && words.length > 1 ? `(${text})` : text;
  };
  if (data.and) return joined(data.and, 'and');
  if (data.or) return joined(data.or, 'or');
  return data.type === undefined ? undefined : wordsOf(data.type, rule)?.replace(/^When /, '');
}

/** When an alarm acts again. */
export const repeatWords = (type: string, repeats: boolean): string =>
  type === 'event'
    ? repeats
      ? 'It acts on each such event.'
      : 'It acts once, until its state is set to ok.'
    : repeats
      ? 'It acts with each look as long as that is so.'
      : 'It acts when its state changes.';

/** The types of alarms, as a person calls them. */
export const alarmTypeWords: Readonly<Record<string, string>> = {
  event: 'Event',
  gnocchi_resources_threshold: 'Metric of a resource',
  gnocchi_aggregation_by_metrics_threshold: 'Metrics together',
  gnocchi_aggregation_by_resources_threshold: 'Metric of many resources',
  composite: 'Several rules together',
  prometheus: 'Prometheus query',
  loadbalancer_member_health: 'Members of a load balancer',
};
