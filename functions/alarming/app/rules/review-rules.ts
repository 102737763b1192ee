import { after, millisecondsOf } from '../../../platform/core/instant.ts';
import { candidateFormat } from '../../../events/core/candidate-key.ts';
import { sharedPattern } from '../../../events/core/shared-rule.ts';
import type { Alarm } from '../../core/alarm.ts';
import { isEvaluated } from '../../core/metric/watching.ts';
import { type RuleDifference, ruleDifferences } from '../../core/rule/rule-differences.ts';
import { mayLeaveFormer } from '../../core/rule/rule-place.ts';
import { formatSince, isAloneWithFormat, isReviewDue } from '../../core/rule/rule-review.ts';
import type { AlarmLook } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import type { WatchTarget } from '../../../metrics/alarm-ports.ts';
import type { WatchPorts } from '../looks/sync-watches.ts';
import { watchTargets } from '../looks/watch-targets.ts';
import { withdrawRule } from './place-rule.ts';
import { type SyncPorts, syncAlarmRule } from './sync-alarm-rule.ts';

/** How many differences one run mends, and how many at once: the bus accepts few changes per second. */
const maximumMended = 300;
const mendedAtOnce = 10;
/** How many rows that sharers are found by one run moves or removes: the bus has no part in it. */
const maximumMoved = 1500;

const reviewEverySeconds = 3600;
/** When to look again if some differences could not be mended. */
const againSeconds = 600;

export type ReviewPorts = SyncPorts &
  Pick<Ports, 'clock' | 'log' | 'ruleReviews'> & {
    readonly settings: Pick<Ports['settings'], 'ruleLimit' | 'deployment'>;
  };

/**
 * Compares the rules on the bus with what the alarms need, mends the differences, and returns how many:
 * every hour, and at once after a new deployment over retained alarms. What exceeds one run is left to
 * the next. The lists may lag, so each difference is checked again before it is mended.
 */
export async function reviewRules(
  ports: ReviewPorts,
): Promise<{ readonly mended: number; readonly left: number }> {
  const { alarmRules, alarms, clock, rulePlaces, ruleReviews, settings } = ports;
  const { deployment } = settings;
  const now = clock.now();
  const last = await ruleReviews.last();
  if (!isReviewDue(last, deployment, now)) return { mended: 0, left: 0 };
  const [rules, places, listed] = await Promise.all([
    alarmRules.list(),
    rulePlaces.list(),
    alarms.listAll(),
  ]);
  const found = [
    ...ruleDifferences({ rules, places, alarms: listed, now }),
    ...(await unwatched(ports, listed)),
  ];
  const mending = someOf(found, millisecondsOf(now));
  const left = found.length - mending.length;
  const failures = await mendAll(ports, mending);
  const wait = failures.length > 0 ? againSeconds : reviewEverySeconds;
  const isWhole = !found.some(({ kind }) => kind === 'unindexed' || kind === 'unplaced');
  if (isWhole && isAloneWithFormat(last, now) && !(await rulePlaces.isWhole()))
    await rulePlaces.markWhole();
  await ruleReviews.record({
    deployment,
    nextAt: left > 0 ? now : after(now, wait),
    format: candidateFormat,
    formatSince: formatSince(last, now),
  });
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `rules not mended (${failures.length} of ${mending.length})`,
      {
        cause: failures[0],
      },
    );
  return { mended: mending.length, left };
}

/**
 * Alarms on measures that nobody looks at, or that watch others than they should: those from before the deployment had
 * measures, or had them elsewhere, and what crashes left.
 */
async function unwatched(
  { measures }: ReviewPorts,
  listed: readonly Alarm[],
): Promise<readonly RuleDifference[]> {
  if (!measures) return [];
  const evaluated = listed.filter(
    ({ enabled, rule }) => enabled && isEvaluated(rule, measures.known),
  );
  const looks = await Promise.all(evaluated.map((alarm) => measures.looks.get(alarm)));
  return evaluated
    .filter((alarm, index) => !isWatched(measures, alarm, looks[index]))
    .map(({ id, projectId }) => ({ kind: 'unplaced', alarm: { id, projectId } }));
}

const textOf = (targets: readonly WatchTarget[]): string =>
  targets
    .map((target) => JSON.stringify(target))
    .toSorted()
    .join();

function isWatched({ watches }: WatchPorts, alarm: Alarm, look: AlarmLook | undefined): boolean {
  if ((look?.arming ?? 0) < alarm.arming) return false;
  return textOf(look?.targets ?? []) === textOf(watches ? watchTargets(alarm) : []);
}

/**
 * What one run mends: missing shared rules before everything else, because alarms that find no room for a rule of
 * their own need them. Among more differences than a run takes it starts anywhere, so that those which cannot
 * be mended do not keep it from the others.
 */
function someOf(found: readonly RuleDifference[], start: number): readonly RuleDifference[] {
  const moved = found.filter(isRow).slice(0, maximumMoved);
  const onBus = found.filter((each) => !isRow(each));
  return [...someOnBus(onBus, start), ...moved];
}

/** Differences in rows alone. They are left by every edit and by an upgrade. */
const isRow = ({ kind }: RuleDifference): boolean => kind === 'unindexed' || kind === 'moved';

function someOnBus(found: readonly RuleDifference[], start: number): readonly RuleDifference[] {
  if (found.length <= maximumMended) return found;
  const shared = found.filter(({ kind }) => kind === 'unshared');
  const others = found.filter(({ kind }) => kind !== 'unshared');
  const first = start % Math.max(others.length, 1);
  return [...shared, ...others.slice(first), ...others.slice(0, first)].slice(0, maximumMended);
}

/** Mends each difference for itself and returns what went wrong. */
async function mendAll(
  ports: ReviewPorts,
  differences: readonly RuleDifference[],
): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  const attempt = async (difference: RuleDifference) => {
    const { kind, ...what } = difference;
    try {
      await mend(ports, difference);
      if (!isRow(difference)) ports.log.warn('rule mended', { difference: kind, ...what });
    } catch (error) {
      ports.log.error('rule not mended', { difference: kind, ...what, error });
      failures.push(error);
    }
  };
  for (let first = 0; first < differences.length; first += mendedAtOnce)
    // oxlint-disable-next-line no-await-in-loop -- a few at a time
    await Promise.all(differences.slice(first, first + mendedAtOnce).map(attempt));
  return failures;
}

/** Puts the rule even if this process has put it before: somebody may have removed it. */
async function putSharedRule({ alarmRules }: ReviewPorts, key: string): Promise<void> {
  const outcome = await alarmRules.put(key, sharedPattern(key), true);
  if (outcome !== 'stored') throw new Error(`the bus did not take the rule ${key}: ${outcome}`);
}

async function mend(ports: ReviewPorts, difference: RuleDifference): Promise<void> {
  const { alarmRules, alarms, rulePlaces } = ports;
  switch (difference.kind) {
    case 'unshared':
      await putSharedRule(ports, difference.key);
      return;
    case 'doubled':
      if ((await rulePlaces.get(difference.alarmId))?.kind === 'shared')
        await alarmRules.remove(difference.alarmId);
      return;
    case 'moved': {
      const place = await rulePlaces.get(difference.alarmId);
      if (place?.kind === 'shared' && mayLeaveFormer(place, ports.clock.now()))
        await rulePlaces.leaveFormer(place);
      return;
    }
    case 'unindexed':
    case 'unplaced': {
      const { projectId, id } = difference.alarm;
      const alarm = await alarms.get(projectId, id);
      if (alarm) await syncAlarmRule(ports, alarm);
      return;
    }
    case 'orphaned': {
      const { alarmId } = difference;
      const place = await rulePlaces.get(alarmId);
      const alarm = await (place ? alarms.get(place.projectId, alarmId) : alarms.find(alarmId));
      await (alarm ? syncAlarmRule(ports, alarm) : withdrawRule(ports, alarmId));
    }
  }
}
