import { instantOf } from '../../../platform/core/instant.ts';
import { floatText } from '../metric/float-json.ts';
import type { Comparison, ThresholdRule } from '../metric/metric-rule.ts';
import { naiveTime } from '../time/naive-time.ts';
import type { LookedRule } from './looked-rule.ts';
import { cut } from './shown-value.ts';

const comparisons: Readonly<Record<Comparison, string>> = {
  lt: 'below',
  le: 'at most',
  eq: 'equal to',
  ne: 'other than',
  ge: 'at least',
  gt: 'above',
};

/** What a rule found, in a sentence. */
export function lookedWords(looked: LookedRule): string {
  const { rule, windows, missing, span } = looked;
  const { granularitySeconds: granularity, periods } = rule;
  const wanted = `${comparisons[rule.comparison]} ${floatText(rule.threshold)}`;
  const outside = windows.filter((window) => window.outside).length;
  switch (looked.code) {
    case 'outside':
    case 'inside':
    case 'mixed':
      return `Of the last ${counted(windows.length, 'value')}, ${outside} ${outside === 1 ? 'is' : 'are'} ${wanted}.`;
    case 'too-few-windows':
      return `${windows.length} of ${periods} windows of ${granularity} seconds have measures since ${text(span?.first)}.`;
    case 'gaps':
      return `${missing} of the last ${counted(periods, 'window')} of ${granularity} seconds ${missing === 1 ? 'has' : 'have'} no measure.`;
    case 'no-windows':
      return `There are no measures since ${text(span?.first)}.`;
    case 'resource-missing':
      return `Resource ${resourceOf(rule)} does not exist, or the project may not read it.`;
    case 'metric-missing':
      return metricMissing(rule);
    case 'aggregation-missing':
      return `The archive policy has no ${rule.method} at a granularity of ${granularity} seconds.`;
    case 'invalid':
      return `The question is refused: ${cut(looked.detail ?? '')}`;
    case 'asked-elsewhere':
      return 'Another service is asked for the values every minute.';
    case 'no-source':
      return 'This deployment names no service that has the values.';
  }
}

function metricMissing({ source }: ThresholdRule): string {
  switch (source.kind) {
    case 'resource':
      return `Resource ${cut(source.resourceId)} has no metric ${cut(source.metric)}.`;
    case 'metrics':
      return 'One of the metrics does not exist, or the project may not read it.';
    case 'resources':
      return `No resource that the query finds and the project may read has a metric ${cut(source.metric)}.`;
    case 'prometheus':
      return 'There is no such metric.';
  }
}

const resourceOf = ({ source }: ThresholdRule): string =>
  source.kind === 'resource' ? cut(source.resourceId) : '';

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

const text = (seconds = 0): string => naiveTime(instantOf(seconds * 1000));
