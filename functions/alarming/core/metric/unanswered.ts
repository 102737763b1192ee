import { pythonRepr } from '../../../platform/core/python-repr.ts';
import type { Judgement } from './judgement.ts';
import type { ThresholdRule } from './metric-rule.ts';

/** Why there are no values: one of Gnocchi's answers, or words for any other failure. */
export type Unanswered =
  | 'no resource'
  | 'no metric'
  | 'no aggregation'
  | 'no values'
  | (string & {});

/** The judgement of a rule that got no values, with the reasons of `aodh/evaluator/gnocchi.py`. */
export const unanswered = (rule: ThresholdRule, why: Unanswered): Judgement => ({
  kind: 'unknown',
  reason: reasonOf(rule, why),
  values: [],
});

function reasonOf({ source, method }: ThresholdRule, why: Unanswered): string {
  switch (source.kind) {
    case 'prometheus':
      return why === 'no values' ? 'datapoints are unknown' : failed(why);
    case 'resource':
      return ofResource(source, method, why);
    case 'metrics':
      if (why === 'no metric')
        return `At least of metrics in ${pythonRepr(source.metrics)} does not exist`;
      // Aodh takes any other 404 for a missing aggregation.
      return isNotFound(why)
        ? `aggregation ${method} does not exist for at least one metrics in ${pythonRepr(source.metrics)}`
        : failed(why);
    case 'resources':
      if (why === 'no metric') return `metric ${source.metric} does not exists`;
      return isNotFound(why)
        ? `aggregation ${method} does not exist for at least one metric of the query`
        : failed(why);
  }
}

function ofResource(
  { metric, resourceId }: { readonly metric: string; readonly resourceId: string },
  method: string,
  why: Unanswered,
): string {
  if (why === 'no metric') return `metric ${metric} for resource ${resourceId} does not exists`;
  if (why === 'no resource') return `resource ${resourceId} does not exists`;
  if (why === 'no aggregation')
    return `aggregation ${method} does not exist for metric ${metric} of resource ${resourceId}`;
  return failed(why);
}

const isNotFound = (why: Unanswered): boolean => why === 'no aggregation' || why === 'no resource';
/** Of what others say; it is in a row. */
const reasonCharacters = 1000;
const failed = (why: Unanswered): string =>
  `alarm statistics retrieval failed: ${why.slice(0, reasonCharacters)}`;
