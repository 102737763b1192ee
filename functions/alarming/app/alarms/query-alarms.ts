import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import { requireQueryOwner, requireRole } from '../../core/alarm-access.ts';
import type { Alarm, AlarmChange } from '../../core/alarm.ts';
import { type Page, pageOf } from '../../core/query/page.ts';
import { alarmAttributes, changeAttributes } from '../../core/query/record-attribute.ts';
import { holdsFor, type Query } from '../../core/query/record-query.ts';
import type { Ports } from '../../ports.ts';
import { examinedChanges } from './alarm-history.ts';
import { allAlarms, allChanges } from './all-projects.ts';
import { withLastReasons } from './last-reason.ts';

/** A complex query of Aodh; without `query`, everything matches. */
export interface ComplexQuery {
  readonly query?: Query;
  readonly page: Page;
}

/** The alarms that match a query: of the caller's project, or of all projects for an administrator. */
export async function queryAlarms(
  ports: Pick<Ports, 'alarmHistory' | 'alarms'>,
  caller: Caller,
  { query, page }: ComplexQuery,
): Promise<readonly Alarm[]> {
  requireRole(caller, 'reader');
  requireQueryOwner(caller, query, 'project_id');
  const visible = isAdmin(caller)
    ? await allAlarms(ports, caller.projectId)
    : await ports.alarms.list(caller.projectId);
  const found = visible.filter((alarm) => !query || holdsFor(query, alarmAttributes, alarm));
  return withLastReasons(ports, pageOf(found, page, alarmAttributes, 'alarm_id'));
}

/** The history entries that match a query, of the same projects. */
export async function queryHistory(
  ports: Pick<Ports, 'alarmHistory' | 'alarms'>,
  caller: Caller,
  { query, page }: ComplexQuery,
): Promise<readonly AlarmChange[]> {
  requireRole(caller, 'reader');
  requireQueryOwner(caller, query, 'on_behalf_of');
  const visible = isAdmin(caller)
    ? await allChanges(ports, caller.projectId)
    : await ports.alarmHistory.list(caller.projectId, { limit: examinedChanges });
  const found = visible.filter((change) => !query || holdsFor(query, changeAttributes, change));
  return pageOf(found, page, changeAttributes, 'event_id');
}
