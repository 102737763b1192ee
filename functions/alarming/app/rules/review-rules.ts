import { allDone } from '../../../platform/app/all-done.ts';
import { after } from '../../../platform/core/instant.ts';
import { sharedPattern } from '../../../events/core/shared-rule.ts';
import { type RuleDifference, ruleDifferences } from '../../core/rule/rule-differences.ts';
import { isReviewDue } from '../../core/rule/rule-review.ts';
import type { Ports } from '../../ports.ts';
import { withdrawRule } from './place-rule.ts';
import { type SyncPorts, syncAlarmRule } from './sync-alarm-rule.ts';

/** How many differences one run mends, and how many at once: the bus accepts few changes per second. */
const maximumMended = 300;
const mendedAtOnce = 10;

const reviewEverySeconds = 3600;

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
  const { alarmRules, alarms, clock, log, rulePlaces, ruleReviews, settings } = ports;
  const { deployment } = settings;
  const now = clock.now();
  if (!isReviewDue(await ruleReviews.last(), deployment, now)) return { mended: 0, left: 0 };
  const [rules, places, listed] = await Promise.all([
    alarmRules.list(),
    rulePlaces.list(),
    alarms.listAll(),
  ]);
  const found = ruleDifferences({ rules, places, alarms: listed });
  const mending = found.slice(0, maximumMended);
  const left = found.length - mending.length;
  for (let first = 0; first < mending.length; first += mendedAtOnce) {
    const batch = mending.slice(first, first + mendedAtOnce).map((each) => mend(ports, each));
    // oxlint-disable-next-line no-await-in-loop -- a few at a time
    await allDone(batch, 'rules not mended');
  }
  for (const { kind, ...what } of mending) log.warn('rule mended', { difference: kind, ...what });
  await ruleReviews.record({
    deployment,
    nextAt: left > 0 ? now : after(now, reviewEverySeconds),
  });
  return { mended: mending.length, left };
}

async function mend(ports: ReviewPorts, difference: RuleDifference): Promise<void> {
  const { alarmRules, alarms, rulePlaces } = ports;
  switch (difference.kind) {
    case 'unshared':
      await alarmRules.put(difference.key, sharedPattern(difference.key), true);
      return;
    case 'doubled':
      if ((await rulePlaces.get(difference.alarmId))?.kind === 'shared')
        await alarmRules.remove(difference.alarmId);
      return;
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
