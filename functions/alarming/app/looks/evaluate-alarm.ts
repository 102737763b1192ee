import { type Instant, instantOf, millisecondsOf } from '../../../platform/core/instant.ts';
import type { Alarm } from '../../core/alarm.ts';
import { type Evaluation, evaluateMeasures } from '../../core/metric/evaluate-measures.ts';
import { effectiveTime, type Manner } from '../../core/metric/judge-windows.ts';
import { explainMembers } from '../../core/metric/member-health.ts';
import type { MetricRule } from '../../core/metric/metric-rule.ts';
import { type Beginning, finestGranularity } from '../../core/metric/state-over-time.ts';
import { isWithin } from '../../core/time/within-constraints.ts';
import type { MeasureSources } from '../../measure-ports.ts';
import { gatherEvidence } from './gather-evidence.ts';

/**
 * How many windows more than a rule looks at are read, one after the other, while mixed values leave the state to
 * what was before. Beyond the last, the alarm stays in the state in which it is.
 */
const depths = [0, 8, 64, 512];

/** Asks for the measures of an alarm and says what they mean. */
export async function evaluateAlarm(
  { sources, manner }: { readonly sources: MeasureSources; readonly manner: Manner },
  { alarm, rule }: { readonly alarm: Alarm; readonly rule: MetricRule },
  now: Instant,
): Promise<Evaluation> {
  const nowSeconds = millisecondsOf(now) / 1000;
  const { projectId, userId, state: from, timeConstraints } = alarm;
  if (rule.kind === 'members') {
    const members = (await sources.members?.(projectId, rule.poolId)) ?? {
      kind: 'unknown',
      reason: 'this deployment names no load balancing service',
    };
    const found = explainMembers(rule, members, { from, nowSeconds });
    return { found, openWindow: undefined, isOpen: false, nextChange: undefined };
  }
  const seconds = effectiveTime(manner, nowSeconds);
  const isActive = (at: number) => isWithin(timeConstraints, instantOf(at * 1000));
  const told = beginningOf(alarm, { manner, nowSeconds });
  for (const depth of depths) {
    const question = { projectId, userId, manner, seconds, depth };
    // oxlint-disable-next-line no-await-in-loop -- reads further back only if it has to
    const evidence = await gatherEvidence(sources, rule, question);
    const read = { state: from, since: seconds - depth * finestGranularity(rule) };
    const isLast = depth === depths.at(-1) && read.since > told.since;
    const evaluation = evaluateMeasures(
      { rule, evidence, manner },
      { nowSeconds, from, beginning: isLast ? read : told, isActive },
    );
    if (evaluation !== 'unread') return evaluation;
  }
  throw new Error(`alarm ${alarm.id} cannot be evaluated`);
}

/** Rows of 0.2.0 do not say when an alarm was armed: its story begins now. */
const beginningOf = (
  { armed, state }: Alarm,
  { manner, nowSeconds }: { readonly manner: Manner; readonly nowSeconds: number },
): Beginning =>
  armed
    ? { state: armed.state, since: effectiveTime(manner, millisecondsOf(armed.at) / 1000) }
    : { state, since: nowSeconds };
