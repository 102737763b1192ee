import type { TableProps } from '@cloudscape-design/components/table';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { alarmPath } from '../../parts/screen-paths.ts';
import { statesThatCall, type CallingAlarm } from './calling-alarms.ts';

export const callerColumns = (
  webhookId: string,
): readonly TableProps.ColumnDefinition<CallingAlarm>[] => [
  {
    id: 'name',
    header: 'Alarm',
    cell: (alarm) => <ScreenLink to={alarmPath(alarm.alarm_id)}>{alarm.name}</ScreenLink>,
  },
  {
    id: 'when',
    header: 'When it becomes',
    cell: (alarm) => statesThatCall(alarm, webhookId).join(', '),
  },
  { id: 'state', header: 'State now', cell: (alarm) => alarm.state },
  {
    id: 'enabled',
    header: 'Enabled',
    cell: ({ enabled }) => (enabled ? 'yes' : 'no'),
  },
];
