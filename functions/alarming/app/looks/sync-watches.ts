import { allDone } from '../../../platform/app/all-done.ts';
import { after } from '../../../platform/core/instant.ts';
import type { WatchTarget } from '../../../metrics/alarm-ports.ts';
import type { Alarm } from '../../core/alarm.ts';
import { isEvaluated } from '../../core/metric/watching.ts';
import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { askForLook, handedOverSeconds } from './ask-for-look.ts';
import { watchTargets } from './watch-targets.ts';

export type WatchPorts = MeasurePorts & Pick<Ports, 'clock'>;

/**
 * Makes metrics announce what this arming of an alarm watches, and nothing else, and asks for a first look. A later
 * arming wins, whoever comes last.
 */
export async function syncWatches(
  ports: WatchPorts,
  alarm: Alarm & { readonly removed?: boolean },
): Promise<void> {
  const { clock, known, looks, watches } = ports;
  const before = await looks.get(alarm);
  const isLive = !alarm.removed && alarm.enabled && isEvaluated(alarm.rule, known);
  const targets = isLive && watches ? watchTargets(alarm) : [];
  if (!before && !isLive) return;
  const former = before?.targets ?? [];
  const all = distinct([...former, ...targets]);
  const dueAt = after(clock.now(), handedOverSeconds);
  const { arming } = alarm;
  // First both, so that what a crash leaves behind is known.
  if ((await looks.watch(alarm, { arming, targets: all, ...(isLive && { dueAt }) })) === 'stale')
    return;
  const change = changing(watches, alarm);
  await allDone(targets.map(change('add')), 'measures not watched');
  await allDone(without(former, targets).map(change('remove')), 'measures still watched');
  if (!isLive) {
    await looks.remove(alarm);
    return;
  }
  if (all.length > targets.length) await looks.watch(alarm, { arming, targets, dueAt });
  await askForLook(ports, alarm);
}

/** Makes metrics forget an alarm that is not there any more. */
export async function forgetWatches(
  { looks, watches }: WatchPorts,
  alarm: Pick<Alarm, 'projectId' | 'id'>,
): Promise<void> {
  const before = await looks.get(alarm);
  if (!before) return;
  await allDone(before.targets.map(changing(watches, alarm)('remove')), 'measures still watched');
  await looks.remove(alarm);
}

const changing =
  (watches: MeasurePorts['watches'], { projectId, id }: Pick<Alarm, 'projectId' | 'id'>) =>
  (how: 'add' | 'remove') =>
  async (target: WatchTarget): Promise<void> =>
    watches?.[how](target, { projectId, alarmId: id });

const distinct = (targets: readonly WatchTarget[]): readonly WatchTarget[] => [
  ...new Map(targets.map((target) => [JSON.stringify(target), target])).values(),
];

function without(
  targets: readonly WatchTarget[],
  others: readonly WatchTarget[],
): readonly WatchTarget[] {
  const kept = new Set(others.map((target) => JSON.stringify(target)));
  return targets.filter((target) => !kept.has(JSON.stringify(target)));
}
