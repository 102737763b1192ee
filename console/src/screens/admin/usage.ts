import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../../api/request.ts';

const usage = z.object({
  projects: z.array(
    z
      .looseObject({
        id: z.string(),
        name: z.string().nullable(),
        limits: z.record(z.string(), z.number().nullable()),
      })
      .transform(({ id, name, limits, ...rest }) => ({
        id,
        name: name ?? id,
        limits,
        used: Object.fromEntries(
          Object.entries(rest).flatMap(([key, value]) =>
            typeof value === 'number' ? [[key, value]] : [],
          ),
        ),
      })),
  ),
});

export type ProjectUsage = z.infer<typeof usage>['projects'][number];

/** What each project has, and how much it may have. */
export const usageQuery = queryOptions({
  queryKey: ['admin', 'usage'],
  queryFn: async ({ signal }) =>
    (await requestJson('/taibai/v1/admin/usage', usage, { signal })).projects,
});

/** How many alarms a project may have; -1 for any number. */
export const setAlarmQuota = (projectId: string, limit: number) =>
  request('/alarming/v2/quotas', {
    method: 'POST',
    body: { project_id: projectId, quotas: [{ resource: 'alarms', limit }] },
  });
