import { millisecondsOf } from '../../../platform/core/instant.ts';
import type { Clock } from '../../../platform/ports.ts';
import type { Transition } from '../../core/decision/transition.ts';
import type { Alarm } from '../../core/alarm.ts';
import { type LookedRule, lookedRule } from '../../core/explain/looked-rule.ts';
import type { MeasureCode, MeasureDiagnosis } from '../../core/explain/measure-diagnosis.ts';
import { effectiveTime, likeAodh, type Manner, spanAt } from '../../core/metric/judge-windows.ts';
import {
  type MetricRule,
  metricRuleOf,
  type ThresholdRule,
  thresholdsOf,
} from '../../core/metric/metric-rule.ts';
import { isEvaluated } from '../../core/metric/watching.ts';
import { isWithin, nextBeginning } from '../../core/time/within-constraints.ts';
import type { AlarmLook, MeasureReading } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { type Effect, type EffectPorts, effectsOf } from '../chain/transition-effects.ts';
import { evaluateAlarm } from '../looks/evaluate-alarm.ts';
import { askForWindows } from '../looks/gather-evidence.ts';
import type { WatchPorts } from '../looks/sync-watches.ts';

/** What an alarm on measures finds, and what it did last. */
export interface DiagnosedMeasures extends MeasureDiagnosis {
  /** With what became of its actions; undefined if it did nothing, or not lately. */
  readonly last: { readonly firing: Transition; readonly effects: readonly Effect[] } | undefined;
}

export type MeasurePorts = EffectPorts & Pick<Ports, 'alarmHistory'> & Needs;

interface Needs {
  readonly clock: Clock;
  readonly measures?: WatchPorts | undefined;
  readonly measureReading?: MeasureReading | undefined;
}

/**
 * What an alarm on measures would find if it were looked at now; undefined for an alarm on events. A draft, which has
 * no id yet, is judged as if it had been created.
 */
export async function diagnoseMeasures(
  ports: MeasurePorts,
  alarm: Alarm,
): Promise<DiagnosedMeasures | undefined> {
  const rule = metricRuleOf(alarm.rule);
  if (!rule) return undefined;
  const [found, last] = await Promise.all([findingOf(ports, alarm, rule), lastOf(ports, alarm)]);
  return { ...found, last };
}

async function lastOf(ports: MeasurePorts, alarm: Alarm): Promise<DiagnosedMeasures['last']> {
  if (isDraft(alarm)) return undefined;
  const firing = (await ports.alarmHistory.lastTransitions([alarm])).get(alarm.id);
  return firing && { firing, effects: await effectsOf(ports, firing) };
}

const isDraft = ({ id }: Alarm): boolean => id === '';

async function findingOf(ports: Needs, alarm: Alarm, rule: MetricRule): Promise<MeasureDiagnosis> {
  const at = ports.clock.now();
  const row = isDraft(alarm) ? undefined : await ports.measures?.looks.get(alarm);
  const base = {
    at,
    lookedAt: row?.lookedAt,
    nextLookAt: row?.nextAt,
    found: undefined,
    rules: [],
  };
  const obstacle = obstacleOf(ports, alarm, row);
  if (obstacle !== undefined) return { ...base, code: obstacle };
  if (!isWithin(alarm.timeConstraints, at))
    return {
      ...base,
      code: 'outside-time-constraints',
      nextLookAt: nextBeginning(alarm.timeConstraints, at),
    };
  const manner = ports.measureReading?.manner ?? likeAodh;
  const seconds = effectiveTime(manner, millisecondsOf(at) / 1000);
  const rules = await Promise.all(
    thresholdsOf(rule).map((each) => lookAt(ports, { alarm, rule: each, manner, seconds })),
  );
  return { ...base, rules, ...(await foundIn(ports, { alarm, rule, rules, at })) };
}

/** Why its measures are not looked at. */
function obstacleOf(
  { measures }: Needs,
  alarm: Alarm,
  row: AlarmLook | undefined,
): MeasureCode | undefined {
  if (!measures || !isEvaluated(alarm.rule, measures.known)) return 'not-evaluated';
  if (!alarm.enabled) return 'disabled';
  return isDraft(alarm) || row?.arming === alarm.arming ? undefined : 'not-watched';
}

async function lookAt(
  { measures, measureReading }: Needs,
  {
    alarm: { projectId, userId },
    rule,
    manner,
    seconds,
  }: {
    readonly alarm: Alarm;
    readonly rule: ThresholdRule;
    readonly manner: Manner;
    readonly seconds: number;
  },
): Promise<LookedRule> {
  const isPrometheus = rule.source.kind === 'prometheus';
  const isKnown = isPrometheus ? measures?.known.prometheus : measures?.known.windows;
  const windows = measureReading?.windows;
  if (isPrometheus || !windows) {
    const code = isKnown ? 'asked-elsewhere' : 'no-source';
    return { rule, code, span: undefined, windows: [], missing: rule.periods };
  }
  const { granularitySeconds } = rule;
  const span = { granularitySeconds, ...spanAt(rule, manner, seconds) };
  const answer = await askForWindows(windows, rule, { projectId, userId, span });
  return lookedRule(rule, answer, { manner, seconds });
}

/** What the measures mean for the state, unless others are asked for some of them. */
async function foundIn(
  { measureReading }: Needs,
  {
    alarm,
    rule,
    rules,
    at,
  }: {
    readonly alarm: Alarm;
    readonly rule: MetricRule;
    readonly rules: readonly LookedRule[];
    readonly at: string;
  },
): Promise<Pick<MeasureDiagnosis, 'code' | 'found'>> {
  const isElsewhere =
    rule.kind === 'members' || rules.some(({ code }) => code === 'asked-elsewhere');
  if (isElsewhere || !measureReading) return { code: 'asked-elsewhere', found: undefined };
  const { manner, windows } = measureReading;
  const evaluation = await evaluateAlarm({ sources: { windows }, manner }, { alarm, rule }, at);
  const { state, reason, why } = evaluation.found;
  const found = { state, reason: why ?? reason };
  if (state === 'insufficient data') return { code: 'unknown', found };
  return { code: state === alarm.state ? 'settled' : 'moving', found };
}
