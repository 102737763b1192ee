import { type Alarm, deleteAlarm, getAlarm, putAlarm, setAlarmState } from '../../api/alarms.ts';

export const bulkActions = ['enable', 'disable', 'set-ok', 'delete'] as const;
export type BulkAction = (typeof bulkActions)[number];

/** One alarm after another, so that a project's own requests do not stand in each other's way. */
export async function changeAlarms(
  action: BulkAction,
  alarms: readonly Alarm[],
): Promise<{ readonly done: number; readonly failed: readonly string[] }> {
  const failed: string[] = [];
  for (const alarm of alarms) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await changes[action](alarm);
    } catch (error) {
      failed.push(`${alarm.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { done: alarms.length - failed.length, failed };
}

const changes: Readonly<Record<BulkAction, (alarm: Alarm) => Promise<unknown>>> = {
  enable: (alarm) => setEnabled(alarm, true),
  disable: (alarm) => setEnabled(alarm, false),
  'set-ok': (alarm) => setAlarmState(alarm.alarm_id, 'ok'),
  delete: (alarm) => deleteAlarm(alarm.alarm_id),
};

/** The alarm is replaced as a whole, so it is read first. */
const setEnabled = async ({ alarm_id: id }: Alarm, enabled: boolean) =>
  putAlarm(id, { ...(await getAlarm(id)), enabled });

export const bulkWords: Readonly<Record<BulkAction, string>> = {
  enable: 'Enable',
  disable: 'Disable',
  'set-ok': 'Set to ok',
  delete: 'Delete',
};

/** The command that does the same to one alarm. */
export const bulkCommand = (action: BulkAction, { alarm_id: id, type }: Alarm): string =>
  ({
    enable: `openstack alarm update ${id} --type ${type} --enabled True`,
    disable: `openstack alarm update ${id} --type ${type} --enabled False`,
    'set-ok': `openstack alarm state set --state ok ${id}`,
    delete: `openstack alarm delete ${id}`,
  })[action];
