import type { Caller } from '../../../platform/core/caller.ts';
import { requireQueryOwner } from '../../core/alarm-access.ts';
import type { AlarmChange } from '../../core/alarm.ts';
import { type Page, pageOf } from '../../core/query/page.ts';
import { changeAttributes } from '../../core/query/record-attribute.ts';
import { holdsFor, type Query } from '../../core/query/record-query.ts';
import type { Ports } from '../../ports.ts';
import { findAlarm } from './find-alarm.ts';

/** How many of the newest history entries a list looks at: of the alarm, or of each project. */
export const examinedChanges = 10_000;

/** The history of an alarm. */
export async function alarmHistory(
  ports: Pick<Ports, 'alarms' | 'alarmHistory'>,
  caller: Caller,
  id: string,
  { filters, page }: { readonly filters: readonly Query[]; readonly page: Page },
): Promise<readonly AlarmChange[]> {
  const alarm = await findAlarm(ports, caller, id, 'reader');
  for (const filter of filters) requireQueryOwner(caller, filter, 'project_id');
  const changes = await ports.alarmHistory.listOfAlarm(alarm.projectId, alarm.id, {
    limit: examinedChanges,
  });
  const found = changes.filter((change) =>
    filters.every((filter) => holdsFor(filter, changeAttributes, change)),
  );
  return pageOf(found, page, changeAttributes, 'event_id');
}
