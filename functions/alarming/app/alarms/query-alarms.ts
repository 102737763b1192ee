import { requireQueryOwner, requireRole } from '../../core/alarm-access.ts';
import type { Alarm, AlarmChange } from '../../core/alarm.ts';
import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import { type Page, pageOf } from '../../core/query/page.ts';
import { alarmAttributes, changeAttributes } from '../../core/query/record-attribute.ts';
import { holdsFor, type Query } from '../../core/query/record-query.ts';
import type { Ports } from '../../ports.ts';
import { allAlarms, allChanges } from './visible-alarms.ts';

/** A query as clients write it in JSON; without a condition everything visible is found. */
export interface ComplexQuery {
  readonly query?: Query;
  readonly page: Page;
}

/** Alarms that a query holds for: of the caller's project, or of all for an administrator. */
export async function queryAlarms(
  ports: Pick<Ports, 'alarms'>,
  caller: Caller,
  { query, page }: ComplexQuery,
): Promise<readonly Alarm[]> {
  requireRole(caller, 'reader');
  requireQueryOwner(caller, query, 'project_id');
  const visible = isAdmin(caller)
    ? await allAlarms(ports, caller.projectId)
    : await ports.alarms.list(caller.projectId);
  const found = visible.filter((alarm) => !query || holdsFor(query, alarmAttributes, alarm));
  return pageOf(found, page, alarmAttributes, 'alarm_id');
}

/** History entries that a query holds for, likewise. */
export async function queryHistory(
  ports: Pick<Ports, 'alarms'>,
  caller: Caller,
  { query, page }: ComplexQuery,
): Promise<readonly AlarmChange[]> {
  requireRole(caller, 'reader');
  requireQueryOwner(caller, query, 'on_behalf_of');
  const visible = isAdmin(caller)
    ? await allChanges(ports, caller.projectId)
    : await ports.alarms.projectHistory(caller.projectId);
  const found = visible.filter((change) => !query || holdsFor(query, changeAttributes, change));
  return pageOf(found, page, changeAttributes, 'event_id');
}
