import { whileStale } from '../../../platform/app/while-stale.ts';
import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { distinctActions, requireActions } from '../../core/action/alarm-action.ts';
import { requireSize } from '../../core/alarm-size.ts';
import { alarmContended } from '../../core/alarm-contended.ts';
import { ruleChangeDetail } from '../../core/alarm-detail.ts';
import { type AlarmDraft, defaultDescription, setManually } from '../../core/alarm-draft.ts';
import { type Alarm, armedAs } from '../../core/alarm.ts';
import { nextEpoch } from '../../core/alarm-epoch.ts';
import { needsSync } from '../../core/rule/bus-rule.ts';
import type { Ports } from '../../ports.ts';
import { type SyncPorts, syncOrLeaveDue } from '../rules/sync-alarm-rule.ts';
import { changeBy } from './alarm-change.ts';
import { requestTrusts, type TokenHolder } from './action-trusts.ts';
import { findAlarm } from './find-alarm.ts';
import { withLastReason } from './last-reason.ts';

type Needs = SyncPorts &
  Pick<Ports, 'alarmHistory' | 'clock' | 'ids' | 'sleep' | 'trusts'> & {
    readonly settings: Pick<Ports['settings'], 'publicUrl'>;
  };

/** Replaces an alarm as a whole, so that omitted attributes take their defaults, and arms it again. */
export async function updateAlarm(
  ports: Needs,
  caller: TokenHolder,
  id: string,
  asked: AlarmDraft,
): Promise<Alarm> {
  requireSize(asked);
  requireActions(asked, { admin: isAdmin(caller), publicUrl: ports.settings.publicUrl });
  const trusts = requestTrusts(ports, caller);
  const replacing = whileStale(ports, alarmContended, async () => {
    const seen = await withLastReason(ports, await findAlarm(ports, caller, id, 'member'));
    const draft = await trusts.entrust(asked, seen);
    const next = replaced(seen, draft, caller, ports.clock.now());
    const detail = ruleChangeDetail(seen, next);
    const change =
      detail === undefined
        ? undefined
        : changeBy(ports, caller, { alarm: next, type: 'rule change', detail, at: next.updatedAt });
    return (await ports.alarms.replace(next, seen, change)) === 'stale' ? 'stale' : { seen, next };
  });
  const { seen, next } = await replacing.catch(async (error: unknown) => {
    await trusts.endUnused();
    throw error;
  });
  await trusts.endUnused(next, seen);
  if (needsSync(seen, next)) await syncOrLeaveDue(ports, next);
  return next;
}

/** A caller who is not an administrator becomes the alarm's owner, whatever the request names (`aodh`, `AlarmController.put`). */
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
  stateReason: draft.state === seen.state ? seen.stateReason : setManually,
  stateAt: draft.state === seen.state ? seen.stateAt : now,
  updatedAt: now,
  repeatActions: draft.repeatActions,
  okActions: distinctActions(draft.okActions),
  alarmActions: distinctActions(draft.alarmActions),
  insufficientDataActions: distinctActions(draft.insufficientDataActions),
  timeConstraints: draft.timeConstraints,
  arming: seen.arming + 1,
  epoch: nextEpoch(seen, draft, draft.state !== seen.state),
  ...armedAs(draft.rule, draft.state, now),
  version: seen.version + 1,
});
