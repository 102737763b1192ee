import { alarmContended } from '../../core/alarm-contended.ts';
import { distinctActions, requireActions } from '../../core/alarm-action.ts';
import { ruleChangeDetail } from '../../core/alarm-detail.ts';
import { type AlarmDraft, defaultDescription, setByHand } from '../../core/alarm-draft.ts';
import type { Alarm } from '../../core/alarm.ts';
import { sameBusRule } from '../../core/rule/bus-rule.ts';
import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';
import { changeBy } from './change-by.ts';
import { endTrusts, entrust, type TokenHolder } from './entrust.ts';
import { findAlarm } from './find-alarm.ts';
import { type RulePorts, settleAlarmRule } from '../rules/settle-alarm-rule.ts';
import { whileStale } from '../../../platform/app/while-stale.ts';

/** Replaces an alarm whole: what the request leaves out goes back to its default. Arms it anew. */
export async function updateAlarm(
  ports: RulePorts &
    Pick<Ports, 'clock' | 'ids' | 'sleep' | 'trusts'> & {
      readonly settings: Pick<Ports['settings'], 'publicUrl'>;
    },
  caller: TokenHolder,
  id: string,
  asked: AlarmDraft,
): Promise<Alarm> {
  requireActions(asked, { admin: isAdmin(caller), publicUrl: ports.settings.publicUrl });
  await findAlarm(ports, caller, id, 'member');
  const draft = await entrust(ports, caller, asked);
  return whileStale(ports, alarmContended, async () => {
    const seen = await findAlarm(ports, caller, id, 'member');
    const next = replaced(seen, draft, caller, ports.clock.now());
    const detail = ruleChangeDetail(seen, next);
    const change = detail && changeBy(ports, caller, next, 'rule change', detail, next.updatedAt);
    if ((await ports.alarms.replace(next, seen, change || undefined)) === 'stale') return 'stale';
    await endTrusts(ports, seen);
    if (!sameBusRule(seen, next)) await settleAlarmRule(ports, next);
    return next;
  });
}

/** Who is no administrator becomes the alarm's owner, whatever the request names (`aodh`, `AlarmController.put`). */
const replaced = (seen: Alarm, draft: AlarmDraft, caller: Caller, now: Instant): Alarm => ({
  id: seen.id,
  projectId: isAdmin(caller) ? (draft.projectId ?? seen.projectId) : caller.projectId,
  userId: isAdmin(caller) ? (draft.userId ?? seen.userId) : caller.userId,
  name: draft.name,
  description: draft.description || defaultDescription(draft.rule),
  enabled: draft.enabled,
  severity: draft.severity,
  rule: draft.rule,
  state: draft.state,
  stateReason: draft.state === seen.state ? seen.stateReason : setByHand,
  stateAt: draft.state === seen.state ? seen.stateAt : now,
  updatedAt: now,
  repeatActions: draft.repeatActions,
  okActions: distinctActions(draft.okActions),
  alarmActions: distinctActions(draft.alarmActions),
  insufficientDataActions: distinctActions(draft.insufficientDataActions),
  timeConstraints: draft.timeConstraints,
  arming: seen.arming + 1,
  version: seen.version + 1,
});
