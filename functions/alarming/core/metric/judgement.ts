import type { AlarmState } from '../alarm.ts';
import type { Comparison, ThresholdRule } from './metric-rule.ts';

/** What a threshold rule says of its values, before the alarm's state is considered. */
export type Judgement =
  | {
      readonly kind: 'clear';
      readonly state: 'ok' | 'alarm';
      readonly values: readonly number[];
      readonly outside: number;
    }
  | {
      /** Some values are outside the threshold and some are not; the last value is the trend. */
      readonly kind: 'mixed';
      readonly trend: 'ok' | 'alarm';
      readonly values: readonly number[];
      readonly outside: number;
    }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly values: readonly number[];
    };

/** Compares every value with the threshold (`_process_statistics` of `aodh/evaluator/threshold.py`). */
export function judgeValues(
  { comparison, threshold }: Pick<ThresholdRule, 'comparison' | 'threshold'>,
  values: readonly number[],
): Judgement {
  const compared = values.map((value) => holds(comparison, value, threshold));
  const outside = compared.filter(Boolean).length;
  if (outside === values.length) return { kind: 'clear', state: 'alarm', values, outside };
  if (outside === 0) return { kind: 'clear', state: 'ok', values, outside };
  return { kind: 'mixed', trend: compared.at(-1) ? 'alarm' : 'ok', values, outside };
}

/** Python's comparison of floats: NaN is only unequal. */
export function holds(comparison: Comparison, value: number, threshold: number): boolean {
  switch (comparison) {
    case 'lt':
      return value < threshold;
    case 'le':
      return value <= threshold;
    case 'eq':
      return value === threshold;
    case 'ne':
      return value !== threshold;
    case 'ge':
      return value >= threshold;
    case 'gt':
      return value > threshold;
  }
}

/**
 * The state that a judgement leads to from a state: mixed values leave it as it is, unless it is unknown.
 * A composite's mixed rules follow the same way; Aodh turns them round, so that an alarm over unchanged
 * measures changes at every evaluation (`_evaluate_sufficient` of `aodh/evaluator/composite.py`).
 */
export function stateFrom(judgement: Judgement, before: AlarmState): AlarmState {
  if (judgement.kind === 'unknown') return 'insufficient data';
  if (judgement.kind === 'clear') return judgement.state;
  return before === 'insufficient data' ? judgement.trend : before;
}
