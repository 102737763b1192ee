import type { Json } from '../../../platform/core/python-json.ts';
import type { AlarmState } from '../alarm.ts';
import { floatJson, floatText } from './float-json.ts';
import type { FoundState } from './found-state.ts';
import type { Judgement } from './judgement.ts';
import type { ThresholdRule } from './metric-rule.ts';

/**
 * The words for a threshold rule's judgement that leads from one state to another, as
 * `aodh/evaluator/threshold.py` has them.
 */
export function explainThreshold(
  rule: ThresholdRule,
  judgement: Judgement,
  { from, to }: { readonly from: AlarmState; readonly to: AlarmState },
): FoundState {
  const last = judgement.values.at(-1);
  if (to === 'insufficient data' && judgement.kind === 'unknown' && from !== to) {
    // Aodh counts the periods; a Prometheus rule has none, and no values either.
    const count = rule.periods;
    const reasonData = dataOf('unknown', count, last);
    const { reason } = judgement;
    return { state: to, reason, reasonData, repeats: true, why: reason };
  }
  const outside = judgement.kind === 'unknown' ? 0 : judgement.outside;
  const count = to === 'ok' ? judgement.values.length - outside : outside;
  const disposition = to === 'ok' ? 'inside' : 'outside';
  const reason = `${from === to ? 'Remaining as' : 'Transition to'} ${to} due to ${count} samples ${disposition} threshold, most recent: ${floatText(last)}`;
  const why = judgement.kind === 'unknown' ? judgement.reason : undefined;
  return { state: to, reason, reasonData: dataOf(disposition, count, last), repeats: true, why };
}

const dataOf = (disposition: string, count: number, last: number | undefined): Json => ({
  type: 'threshold',
  disposition,
  count,
  most_recent: floatJson(last),
});
