import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { isUuidLike } from '../../../platform/core/uuid.ts';
import { alarmNotFound } from '../../core/alarm-access.ts';
import type { Alarm } from '../../core/alarm.ts';
import type { ReplayTarget } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import { findAlarm } from '../alarms/find-alarm.ts';

type TargetPorts = Pick<Ports, 'alarms' | 'projectFunctions'>;

export interface FoundTarget {
  readonly target: ReplayTarget;
  /** The alarm that is the target, or whose notice a function gets. */
  readonly alarm: Alarm | undefined;
  /** What tells it from other targets, for the id of a replay. */
  readonly told: readonly string[];
}

/** The target of a replay, in the caller's own project, administrators included: the events are of that project. */
export async function findTarget(
  ports: TargetPorts,
  caller: Caller,
  target: ReplayTarget,
): Promise<FoundTarget> {
  if (target.kind === 'project') return { target, alarm: undefined, told: ['project'] };
  if (target.kind === 'alarm') {
    const alarm = await ownAlarm(ports, caller, target.alarmId);
    // Armed again, the same request is another replay.
    const told = ['alarm', alarm.id, String(alarm.arming)];
    return { target: { ...target, alarmId: alarm.id }, alarm, told };
  }
  const { functionId, noticeOf } = target;
  if (!isUuidLike(functionId) || !(await ports.projectFunctions.has(caller.projectId, functionId)))
    throw new Fault('not-found', `Function ${functionId} not found`);
  const alarm = noticeOf === null ? undefined : await ownAlarm(ports, caller, noticeOf);
  return { target, alarm, told: ['function', functionId, noticeOf ?? ''] };
}

async function ownAlarm(ports: TargetPorts, caller: Caller, id: string): Promise<Alarm> {
  const alarm = await findAlarm(ports, caller, id, 'member');
  if (alarm.projectId !== caller.projectId) throw alarmNotFound(id);
  if (alarm.rule.type !== 'event')
    throw new Fault('invalid', `Alarms of type ${alarm.rule.type} are not evaluated on events`);
  return alarm;
}
