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

/** Whether measures of the rule are announced by nobody, so that it is asked for every minute. */
export const isPolled = (rule: MetricRule, announced: boolean): boolean =>
  rule.kind === 'members' ||
  thresholdsOf(rule).some(({ source }) => source.kind === 'prometheus' || !announced);
