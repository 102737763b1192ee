import type { Json } from '../../platform/core/python-json.ts';
import { instantOf } from '../../platform/core/instant.ts';
import type { Alarm } from '../core/alarm.ts';
import type { LookedRule } from '../core/explain/looked-rule.ts';
import { lookedWords } from '../core/explain/looked-words.ts';
import type { DiagnosedMeasures } from '../app/explain/diagnose-measures.ts';
import { measureWords } from '../core/explain/measure-diagnosis.ts';
import { floatJson } from '../core/metric/float-json.ts';
import { firingView } from './chain-view.ts';
import { naiveTime } from '../core/time/naive-time.ts';

export const measureDiagnosisView = (alarm: Alarm, diagnosis: DiagnosedMeasures): Json => ({
  code: diagnosis.code,
  words: measureWords(alarm, diagnosis),
  at: naiveTime(diagnosis.at),
  looked_at: diagnosis.lookedAt === undefined ? null : naiveTime(diagnosis.lookedAt),
  next_look_at: diagnosis.nextLookAt === undefined ? null : naiveTime(diagnosis.nextLookAt),
  found: diagnosis.found ? { state: diagnosis.found.state, reason: diagnosis.found.reason } : null,
  last_transition: diagnosis.last ? firingView(diagnosis.last) : null,
  rules: diagnosis.rules.map(ruleView),
});

const ruleView = (looked: LookedRule, index: number): Json => {
  const { rule, code, span, windows, missing } = looked;
  return {
    name: `rule${index + 1}`,
    code,
    words: lookedWords(looked),
    comparison_operator: rule.comparison,
    threshold: floatJson(rule.threshold),
    granularity: rule.granularitySeconds,
    evaluation_periods: rule.periods,
    first_window: span ? time(span.first) : null,
    last_window: span ? time(span.last) : null,
    windows: windows.map(({ at, value, outside }) => ({
      at: time(at),
      value: floatJson(value),
      outside,
    })),
    missing,
  };
};

const time = (seconds: number): string => naiveTime(instantOf(seconds * 1000));
