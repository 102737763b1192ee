import { after } from '../../../platform/core/instant.ts';
import { type RuleDifference, ruleDifferences } from '../../core/rule/rule-differences.ts';
import { sharedPattern } from '../../../events/core/shared-rule.ts';
import type { Ports } from '../../ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';
import { withdrawRule } from './place-rule.ts';
import { type RulePorts, settleAlarmRule } from './settle-alarm-rule.ts';

/** Mended in one run, and of those at once; the bus takes few changes a second. */
const atMost = 300;
const atOnce = 10;

const reviewEverySeconds = 3600;

type ReviewPorts = RulePorts &
  Pick<Ports, 'clock' | 'log'> & {
    readonly settings: Pick<Ports['settings'], 'ruleLimit' | 'deployment'>;
  };

/**
 * Once an hour, and at once in a new deployment over kept alarms: makes the rules on the bus what the
 * alarms want, whatever a crash or a hand has done to them, and says what it mended. What is too much
 * for one run is left to the next. Each difference is looked at again before it is mended, because
 * the lists it was found in may be a moment late.
 */
export async function reconcileRules(
  ports: ReviewPorts,
): Promise<{ readonly mended: number; readonly left: number }> {
  const { alarmRules, alarms, clock, log, rulePlaces, settings } = ports;
  const now = clock.now();
  if (!(await rulePlaces.reviewDue(settings.deployment, now))) return { mended: 0, left: 0 };
  const [rules, places, listed] = await Promise.all([
    alarmRules.list(),
    rulePlaces.list(),
    alarms.listAll(),
  ]);
  const found = ruleDifferences({ rules, places, alarms: listed });
  const mending = found.slice(0, atMost);
  const left = found.length - mending.length;
  for (let first = 0; first < mending.length; first += atOnce) {
    const batch = mending.slice(first, first + atOnce).map((difference) => mend(ports, difference));
    // oxlint-disable-next-line no-await-in-loop -- few at once
    await allDone(batch, 'rules not mended');
  }
  for (const { kind, ...what } of mending) log.warn('rule mended', { difference: kind, ...what });
  await rulePlaces.reviewed(settings.deployment, left > 0 ? now : after(now, reviewEverySeconds));
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
      if (alarm) await settleAlarmRule(ports, alarm);
      return;
    }
    case 'orphaned': {
      const { alarmId } = difference;
      const place = await rulePlaces.get(alarmId);
      const alarm = await (place ? alarms.get(place.projectId, alarmId) : alarms.find(alarmId));
      await (alarm ? settleAlarmRule(ports, alarm) : withdrawRule(ports, alarmId));
    }
  }
}
