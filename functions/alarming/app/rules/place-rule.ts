import type { Alarm } from '../../core/alarm.ts';
import { type BusRule, busRuleOf } from '../../core/rule/bus-rule.ts';
import { compileEventRule, widestPattern } from '../../core/rule/compile-event-rule.ts';
import { sharedPattern, shareOfProject } from '../../../events/core/shared-rule.ts';
import type { Sharer } from '../../core/rule/rule-place.ts';
import type { Ports } from '../../ports.ts';

export type PlacePorts = Pick<Ports, 'alarmRules' | 'log' | 'rulePlaces'> & {
  readonly settings: Pick<Ports['settings'], 'ruleLimit'>;
};

/**
 * Makes the bus select the events of this version of the alarm: by a rule of its own, whose key is the
 * alarm's id, or by a shared rule if the limit of own rules is reached, or if the bus takes fewer than
 * that limit.
 */
export async function placeRule(
  ports: PlacePorts,
  alarm: Alarm & { readonly removed?: boolean },
): Promise<void> {
  const { alarmRules, log, rulePlaces, settings } = ports;
  const rule = alarm.removed ? undefined : busRuleOf(alarm);
  if (!rule) return withdrawRule(ports, alarm.id);
  if ((await rulePlaces.take(alarm, settings.ruleLimit)) === 'own') {
    if ((await putOwnRule(ports, alarm.id, rule)) === 'stored') return;
    log.warn('the bus takes fewer rules than ruleQuota says', { alarmId: alarm.id });
    await rulePlaces.release(alarm.id);
  }
  const { key } = shareOfProject(alarm.projectId);
  await alarmRules.ensure(key, sharedPattern(key));
  const { id: alarmId, projectId, version } = alarm;
  await settleSharer(ports, { alarmId, projectId, version, rule });
}

/**
 * Writes the row that events find the alarm by, and then tells readers, who may have kept that there is none.
 * Never in one transaction: a reader could see the new version and the old rows, and would keep them. A crash
 * in between is healed by another call. The review removes the row of a former rule later.
 */
async function settleSharer(
  { rulePlaces }: Pick<Ports, 'rulePlaces'>,
  sharer: Sharer,
): Promise<void> {
  const place = await rulePlaces.share(sharer);
  if (place.kind === 'shared') await rulePlaces.announce(place);
}

/** Removes an alarm's rule from the bus, and only then frees its place. */
export async function withdrawRule(
  { alarmRules, rulePlaces }: Pick<Ports, 'alarmRules' | 'rulePlaces'>,
  alarmId: string,
): Promise<void> {
  const place = await rulePlaces.get(alarmId);
  if (place?.kind !== 'shared') await alarmRules.remove(alarmId);
  if (place) await rulePlaces.release(alarmId);
}

async function putOwnRule(
  { alarmRules }: Pick<Ports, 'alarmRules'>,
  alarmId: string,
  { event, projectId, enabled }: BusRule,
): Promise<'stored' | 'full'> {
  const outcome = await alarmRules.put(alarmId, compileEventRule(event, projectId), enabled);
  if (outcome !== 'refused') return outcome;
  const widest = await alarmRules.put(alarmId, widestPattern(projectId), enabled);
  if (widest === 'refused') throw new Error(`the bus refuses every rule for alarm ${alarmId}`);
  return widest;
}
