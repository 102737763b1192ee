import { whileStale } from '../../../platform/app/while-stale.ts';
import { after, type Instant, instantOf } from '../../../platform/core/instant.ts';
import { dumps } from '../../../platform/core/python-json.ts';
import { alarmContended } from '../../core/alarm-contended.ts';
import type { Alarm } from '../../core/alarm.ts';
import { decideTransition } from '../../core/decision/decide-transition.ts';
import type { Evaluation } from '../../core/metric/evaluate-measures.ts';
import { type Manner } from '../../core/metric/judge-windows.ts';
import { finestGranularity, type MeasuredRule } from '../../core/metric/state-over-time.ts';
import { type MetricRule, metricRuleOf } from '../../core/metric/metric-rule.ts';
import { askedService, isPolled } from '../../core/metric/watching.ts';
import { isWithin, nextBeginning } from '../../core/time/within-constraints.ts';
import type {
  AlarmKey,
  AlarmLook,
  LooksElsewhere,
  MeasurePorts,
  MeasureSources,
} from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import type { ActionPorts } from '../decisions/enqueue-actions.ts';
import { transitionId } from '../decisions/transition-id.ts';
import { askForLook, scheduleLook } from './ask-for-look.ts';
import { evaluateAlarm } from './evaluate-alarm.ts';
import { carryOut, finishDecisions, intentText } from './finish-decisions.ts';
import { forgetWatches } from './sync-watches.ts';

export type LookPorts = ActionPorts &
  MeasurePorts &
  Pick<Ports, 'alarms' | 'clock' | 'sleep' | 'transitions'> & {
    readonly manner: Manner;
    readonly sources: MeasureSources;
    readonly elsewhere: LooksElsewhere;
  };

/** Alarms on measures that nobody announces are looked at every minute, and actions are repeated then, as in Aodh. */
const everySeconds = 60;
/** How long a look stands for those after it in what a diagnosis says, so that most looks write nothing. */
const notedSeconds = 600;

/**
 * Looks at an alarm's measures, commits what they mean for its state and enqueues the actions. A look may
 * come twice, late or out of order: what it finds depends on the measures alone.
 */
export async function lookAtAlarm(
  ports: LookPorts,
  key: AlarmKey,
  /** The latest time of the measures that led to the look, in seconds since 1970. */
  until = 0,
): Promise<void> {
  const read = () => ports.alarms.get(key.projectId, key.id);
  const [row, seen] = await Promise.all([ports.looks.get(key), read()]);
  if (row) await finishDecisions(ports, key, row);
  let attempts = 0;
  await whileStale(ports, alarmContended, async () => {
    attempts += 1;
    const alarm = attempts === 1 ? seen : await read();
    if (!alarm) return forgetWatches(ports, key);
    const rule = metricRuleOf(alarm.rule);
    if (!rule || !alarm.enabled) return undefined;
    const service = askedService(rule, ports.watches !== undefined);
    const lookQueue = service && ports.elsewhere[service];
    if (lookQueue) return askForLook({ ...ports, lookQueue }, key, { until });
    return lookOnce(ports, { alarm, rule, row, until });
  });
}

interface Looking {
  readonly alarm: Alarm;
  readonly rule: MetricRule;
  readonly row: AlarmLook | undefined;
  readonly until: number;
}

async function lookOnce(ports: LookPorts, looking: Looking): Promise<'stale' | undefined> {
  const { alarm, rule, row } = looking;
  const now = ports.clock.now();
  const { timeConstraints } = alarm;
  if (!isWithin(timeConstraints, now)) {
    const nextAt = nextBeginning(timeConstraints, now);
    await scheduleLook(ports, alarm, { nextAt, repeatAt: undefined, row });
    return undefined;
  }
  const evaluation = await evaluateAlarm(ports, { alarm, rule }, now);
  if (row && !(row.lookedAt !== undefined && after(row.lookedAt, notedSeconds) > now))
    await ports.looks.noteLook(alarm, now);
  const decided = await decide(ports, { ...looking, evaluation, now });
  if (decided === 'stale') return 'stale';
  const repeatAt = nextRepeat(looking, decided, now);
  const changes = [
    evaluation.nextChange === undefined ? undefined : instantOf(evaluation.nextChange * 1000),
    decided === 'held back' ? endOfWindow(rule, evaluation) : undefined,
    repeatAt,
    beginningOfWindow(looking, now),
    isPolled(rule, ports.watches !== undefined) ? after(now, everySeconds) : undefined,
  ].filter((at) => at !== undefined);
  const soonest = changes.toSorted()[0];
  const nextAt =
    soonest === undefined || isWithin(timeConstraints, soonest)
      ? soonest
      : nextBeginning(timeConstraints, soonest);
  await scheduleLook(ports, alarm, { nextAt, repeatAt, row });
  return undefined;
}

type Decided = 'nothing' | 'moved' | 'repeated' | 'held back' | 'stale';

interface Deciding extends Looking {
  readonly evaluation: Evaluation;
  readonly now: Instant;
}

/**
 * Commits the state that was found. While a window is open, its measures move an alarm to a state at most once;
 * when it ends, the alarm moves to the state that they mean then.
 */
async function decide(ports: LookPorts, deciding: Deciding): Promise<Decided> {
  const { alarm, evaluation, now, row } = deciding;
  const { found } = evaluation;
  const moves = found.state !== alarm.state;
  const repeatAt = row?.repeatAt;
  const repeats = alarm.repeatActions === true && found.repeats;
  if (!moves && !(repeats && repeatAt !== undefined && repeatAt <= now))
    return sayWhyUnknown(ports, deciding);
  const { window, decision } = moves
    ? movingKey(alarm, evaluation)
    : { window: repeatAt ?? now, decision: 'repeated' };
  const trigger = { kind: 'measures', window, decision } as const;
  const id = transitionId(ports, alarm, trigger, now);
  const { transition, next } = decideTransition(alarm, {
    id,
    to: found.state,
    reason: found.reason,
    trigger: { ...trigger, reasonData: dumps(found.reasonData) },
    now,
  });
  const look = ports.ids.random();
  const intent = intentText({ arming: alarm.arming, window, decision, look, at: now });
  const outcome = await ports.transitions.commit(
    transition,
    next && { alarm: next, seen: alarm.version },
    () => ports.looks.begin(alarm, intent),
  );
  if (outcome === 'stored') await carryOut(ports, transition);
  await ports.looks.end(alarm, [intent]);
  if (outcome === 'stored') return moves ? 'moved' : 'repeated';
  if (outcome === 'stale') return 'stale';
  return moves ? 'held back' : 'repeated';
}

/** Says in the alarm why it stays unknown. Aodh says it to those who read its log. */
async function sayWhyUnknown(
  { alarms }: LookPorts,
  { alarm, evaluation }: Deciding,
): Promise<'nothing' | 'stale'> {
  const { state, why } = evaluation.found;
  if (state !== 'insufficient data' || why === undefined || why === alarm.stateReason)
    return 'nothing';
  const next = { ...alarm, stateReason: why, version: alarm.version + 1 };
  return (await alarms.replace(next, alarm)) === 'stored' ? 'nothing' : 'stale';
}

/** What there may be one decision of: for an open window each state it moves to, else the version that is moved. */
function movingKey(alarm: Alarm, { found, isOpen, openWindow }: Evaluation) {
  const window = openWindow === undefined ? 'none' : instantOf(openWindow * 1000);
  return {
    window,
    decision: isOpen ? found.state : `${found.state} from version ${alarm.version}`,
  };
}

function nextRepeat({ alarm, row }: Looking, decided: Decided, now: Instant): Instant | undefined {
  if (alarm.repeatActions !== true) return undefined;
  const before = row?.repeatAt;
  if (before === undefined || decided === 'moved') return after(now, everySeconds);
  if (before > now) return before;
  const next = after(before, everySeconds);
  return next > now ? next : after(now, everySeconds);
}

/** When the window begins to count in which a sender with a fast clock has measured. */
function beginningOfWindow({ rule, until }: Looking, now: Instant): Instant | undefined {
  if (rule.kind === 'members' || until === 0) return undefined;
  const granularity = finestGranularity(rule);
  if (!Number.isFinite(granularity)) return undefined;
  const at = instantOf(Math.floor(until / granularity) * granularity * 1000);
  return at > now && at < latestTime ? at : undefined;
}

/** A clock that is further ahead is wrong. */
const latestTime = '9999';

const endOfWindow = (rule: MetricRule, { openWindow }: Evaluation): Instant | undefined =>
  rule.kind === 'members' || openWindow === undefined
    ? undefined
    : instantOf((openWindow + finestGranularity(rule satisfies MeasuredRule)) * 1000);
