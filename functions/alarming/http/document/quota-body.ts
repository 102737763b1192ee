import * as z from 'zod';
import { alarmLimits } from '../../core/alarm-limits.ts';
import { json } from '../../../platform/http/api-document.ts';
import * as ids from './examples.ts';

const quota = z.strictObject({
  resource: z.literal('alarms'),
  limit: z
    .union([z.number().gt(-2), z.string().regex(/^(-1|\d{1,15})$/), z.boolean()])
    .meta({ description: '-1 removes the quota. A text counts as a number.' }),
});

export const quotaBody = json(
  z
    .strictObject({
      project_id: z.string().max(alarmLimits.idCharacters),
      quotas: z
        .array(quota)
        .max(100)
        .nullish()
        .meta({ description: 'The last one counts; without one, nothing changes.' }),
    })
    .meta({ id: 'AlarmQuotasBody' }),
  { project_id: ids.projectId, quotas: [{ resource: 'alarms', limit: 100 }] },
);
