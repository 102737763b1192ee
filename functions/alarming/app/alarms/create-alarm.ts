import { requireOwner, requireRole } from '../../core/alarm-access.ts';
import { distinctActions, requireActions } from '../../core/alarm-action.ts';
import { creationDetail } from '../../core/alarm-detail.ts';
import { type AlarmDraft, defaultDescription, notEvaluatedYet } from '../../core/alarm-draft.ts';
import { type Alarm, firstArming } from '../../core/alarm.ts';
import { busRuleOf } from '../../core/rule/bus-rule.ts';
import { isAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Ports } from '../../ports.ts';
import { changeBy } from './change-by.ts';
import { endTrusts, entrust, type TokenHolder } from './entrust.ts';
import { type RulePorts, settleAlarmRule } from '../rules/settle-alarm-rule.ts';

/** Makes an alarm if the project's quota has room for it; its rule on the bus follows. */
export async function createAlarm(
  ports: RulePorts &
    Pick<Ports, 'clock' | 'ids' | 'trusts'> & {
      readonly settings: Pick<Ports['settings'], 'publicUrl'>;
    },
  caller: TokenHolder,
  asked: AlarmDraft,
): Promise<Alarm> {
  requireActions(asked, { admin: isAdmin(caller), publicUrl: ports.settings.publicUrl });
  requireRole(caller, 'member');
  requireOwner(caller, 'user', asked.userId);
  requireOwner(caller, 'project', asked.projectId);
  const draft = await entrust(ports, caller, asked);
  const now = ports.clock.now();
  const alarm: Alarm = {
    id: ports.ids.random(),
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
    version: 1,
  };
  const change = changeBy(ports, caller, alarm, 'creation', creationDetail(alarm), now);
  if ((await ports.alarms.create(alarm, change)) === 'full') {
    await endTrusts(ports, alarm);
    throw new Fault(
      'forbidden',
      `Alarm quota exceeded for user ${alarm.userId} on project ${alarm.projectId}`,
    );
  }
  if (busRuleOf(alarm)) await settleAlarmRule(ports, alarm);
  return alarm;
}
