import type { AlarmRule } from '../alarm.ts';
import { type MetricRule, metricRuleOf, type Source, thresholdsOf } from './metric-rule.ts';

/** Which services a deployment asks for measures. */
export interface KnownSources {
  readonly windows: boolean;
  readonly prometheus: boolean;
  readonly members: boolean;
}

const noSources: KnownSources = { windows: false, prometheus: false, members: false };

const isKnown = (source: Source, known: KnownSources): boolean =>
  source.kind === 'prometheus' ? known.prometheus : known.windows;

/** Whether some of the rule can be evaluated here. */
export function isEvaluated(rule: AlarmRule, known: KnownSources = noSources): boolean {
  const metric = metricRuleOf(rule);
  if (!metric) return false;
  if (metric.kind === 'members') return known.members;
  return thresholdsOf(metric).some(({ source }) => isKnown(source, known));
}

/** A service elsewhere that is asked for measures. */
export const askedServices = ['prometheus', 'octavia', 'gnocchi'] as const;
export type AskedService = (typeof askedServices)[number];

/** The service elsewhere whose answers a rule waits for, the first of several; undefined if it waits for none. */
export function askedService(rule: MetricRule, announced: boolean): AskedService | undefined {
  if (rule.kind === 'members') return 'octavia';
  const sources = thresholdsOf(rule).map(({ source }) => source.kind);
  if (sources.includes('prometheus')) return 'prometheus';
  return announced || sources.length === 0 ? undefined : 'gnocchi';
}

/** Whether measures of the rule are announced by nobody, so that it is asked for every minute. */
export const isPolled = (rule: MetricRule, announced: boolean): boolean =>
  askedService(rule, announced) !== undefined;
