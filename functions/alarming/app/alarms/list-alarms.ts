import type { Caller } from '../../../platform/core/caller.ts';
import { requireOwner, requireRole } from '../../core/alarm-access.ts';
import type { Alarm } from '../../core/alarm.ts';
import { type Page, pageOf } from '../../core/query/page.ts';
import { alarmAttributes } from '../../core/query/record-attribute.ts';
import { holdsFor, type Query } from '../../core/query/record-query.ts';
import type { Ports } from '../../ports.ts';
import { allAlarms } from './all-projects.ts';
import { withLastReasons } from './last-reason.ts';

/** What to list. */
export interface AlarmList {
  /** The caller's project by default. */
  readonly projectId?: string;
  readonly allProjects: boolean;
  readonly filters: readonly Query[];
  readonly page: Page;
}

/** Lists the alarms of a project; administrators may name another project, or ask for all. */
export async function listAlarms(
  ports: Pick<Ports, 'alarmHistory' | 'alarms'>,
  caller: Caller,
  list: AlarmList,
): Promise<readonly Alarm[]> {
  requireRole(caller, 'reader');
  if (list.allProjects) requireRole(caller, 'admin');
  else requireOwner(caller, 'project', list.projectId);
  const found = await (list.allProjects && list.projectId === undefined
    ? allAlarms(ports, caller.projectId)
    : ports.alarms.list(list.projectId ?? caller.projectId));
  const matching = found.filter((alarm) =>
    list.filters.every((filter) => holdsFor(filter, alarmAttributes, alarm)),
  );
  return withLastReasons(ports, pageOf(matching, list.page, alarmAttributes, 'alarm_id'));
}
