import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { distinctActions, requireActions } from '../../core/action/alarm-action.ts';
import { requireSize } from '../../core/alarm-size.ts';
import { requireOwner, requireRole } from '../../core/alarm-access.ts';
import { creationDetail } from '../../core/alarm-detail.ts';
import { type AlarmDraft, defaultDescription, notEvaluatedYet } from '../../core/alarm-draft.ts';
import { type Alarm, armedAs, firstArming, firstEpoch } from '../../core/alarm.ts';
import { needsSync } from '../../core/rule/bus-rule.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';
import { type SyncPorts, syncOrLeaveDue } from '../rules/sync-alarm-rule.ts';
import { changeBy } from './alarm-change.ts';
import { requestTrusts, type TokenHolder } from './action-trusts.ts';

type Needs = SyncPorts &
  Pick<Ports, 'clock' | 'ids' | 'trusts'> & {
    readonly settings: Pick<Ports['settings'], 'publicUrl'>;
  };

/** Refuses what would not be created. */
export function requireCreatable(
  { settings }: { readonly settings: Pick<Ports['settings'], 'publicUrl'> },
  caller: Caller,
  asked: AlarmDraft,
): void {
  requireSize(asked);
  requireActions(asked, { admin: isAdmin(caller), publicUrl: settings.publicUrl });
  requireOwner(caller, 'user', asked.userId);
  requireOwner(caller, 'project', asked.projectId);
}

/** The alarm that the draft becomes. */
export const newAlarm = (
  draft: AlarmDraft,
  caller: Caller,
  { id, now }: { readonly id: string; readonly now: Instant },
): Alarm => ({
  id,
  projectId: draft.projectId ?? caller.projectId,
  userId: draft.userId ?? caller.userId,
  name: draft.name,
  description: draft.description || defaultDescription(draft.rule),
  enabled: draft.enabled,
  severity: draft.severity,
  rule: draft.rule,
  state: draft.state,
  stateReason: notEvaluatedYet,
  stateAt: now,
  updatedAt: now,
  repeatActions: draft.repeatActions,
  okActions: distinctActions(draft.okActions),
  alarmActions: distinctActions(draft.alarmActions),
  insufficientDataActions: distinctActions(draft.insufficientDataActions),
  timeConstraints: draft.timeConstraints,
  arming: firstArming,
  epoch: firstEpoch,
  ...armedAs(draft.rule, draft.state, now),
  version: 1,
});

/** Creates an alarm if the project's quota allows it, then its rule on the bus. */
export async function createAlarm(
  ports: Needs,
  caller: TokenHolder,
  asked: AlarmDraft,
): Promise<Alarm> {
  requireRole(caller, 'member');
  requireCreatable(ports, caller, asked);
  const trusts = requestTrusts(ports, caller);
  const draft = await trusts.entrust(asked);
  const now = ports.clock.now();
  const alarm = newAlarm(draft, caller, { id: ports.ids.random(), now });
  const creation = { alarm, type: 'creation', detail: creationDetail(alarm), at: now } as const;
  if ((await ports.alarms.create(alarm, changeBy(ports, caller, creation))) === 'full') {
    await trusts.endUnused();
    throw new Fault(
      'forbidden',
      `Alarm quota exceeded for user ${alarm.userId} on project ${alarm.projectId}`,
    );
  }
  if (needsSync(undefined, alarm)) await syncOrLeaveDue(ports, alarm);
  return alarm;
}
