import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from '../../api/request.ts';
import { callingAlarm } from './calling-alarms.ts';

/** The alarms of the project with their actions. */
export const callingAlarmsQuery = queryOptions({
  queryKey: ['alarms', 'actions'],
  queryFn: ({ signal }) => requestJson('/alarming/v2/alarms', z.array(callingAlarm), { signal }),
});
