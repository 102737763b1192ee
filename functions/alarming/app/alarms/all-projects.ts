import type { Alarm, AlarmChange } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';

/** The alarms of all projects, for an administrator: those of the own project consistent, the others may lag. */
export async function allAlarms(
  { alarms }: Pick<Ports, 'alarms'>,
  ownProjectId: string,
): Promise<readonly Alarm[]> {
  const [own, all] = await Promise.all([alarms.list(ownProjectId), alarms.listAll()]);
  return [...own, ...all.filter(({ projectId }) => projectId !== ownProjectId)];
}

/** The history entries of all projects, with the same consistency. */
export async function allChanges(
  { alarmHistory }: Pick<Ports, 'alarmHistory'>,
  ownProjectId: string,
): Promise<readonly AlarmChange[]> {
  const [own, all] = await Promise.all([alarmHistory.list(ownProjectId), alarmHistory.listAll()]);
  return [...own, ...all.filter(({ onBehalfOf }) => onBehalfOf !== ownProjectId)];
}
