import type { Alarm, AlarmChange } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';

/** Every alarm of every project; the asking administrator's own project as it is now, the others a moment late. */
export async function allAlarms(
  { alarms }: Pick<Ports, 'alarms'>,
  ownProjectId: string,
): Promise<readonly Alarm[]> {
  const [own, all] = await Promise.all([alarms.list(ownProjectId), alarms.listAll()]);
  return [...own, ...all.filter(({ projectId }) => projectId !== ownProjectId)];
}

/** Every history entry, likewise. */
export async function allChanges(
  { alarms }: Pick<Ports, 'alarms'>,
  ownProjectId: string,
): Promise<readonly AlarmChange[]> {
  const [own, all] = await Promise.all([alarms.projectHistory(ownProjectId), alarms.allHistory()]);
  return [...own, ...all.filter(({ onBehalfOf }) => onBehalfOf !== ownProjectId)];
}
