import type { Alarm, AlarmChange } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';
import { examinedChanges } from './alarm-history.ts';

/** The alarms of all projects, for an administrator: those of the own project consistent, the others may lag. */
export async function allAlarms(
  { alarms }: Pick<Ports, 'alarms'>,
  ownProjectId: string,
): Promise<readonly Alarm[]> {
  const [own, all] = await Promise.all([alarms.list(ownProjectId), alarms.listAll()]);
  return [...own, ...all.filter(({ projectId }) => projectId !== ownProjectId)];
}

/** The history entries of the own project, and of each project that has alarms, as far as they are examined. */
export async function allChanges(
  ports: Pick<Ports, 'alarmHistory' | 'alarms'>,
  ownProjectId: string,
): Promise<readonly AlarmChange[]> {
  const alarms = await ports.alarms.listAll();
  const projects = [...new Set([ownProjectId, ...alarms.map(({ projectId }) => projectId)])];
  const limit = Math.ceil(examinedChanges / projects.length);
  const changes: AlarmChange[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one project after the other
  for (const projectId of projects)
    changes.push(...(await ports.alarmHistory.list(projectId, { limit })));
  return changes;
}
