import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

const project = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
});

export type Project = z.infer<typeof project>;

const path = '/identity/v3/projects';
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: async ({ signal }) =>
    (await requestJson(path, z.object({ projects: z.array(project) }), { signal })).projects,
});

export interface ProjectFields {
  readonly name?: string;
  readonly description?: string;
  readonly enabled?: boolean;
}

export const createProject = (fields: ProjectFields) =>
  request(path, { method: 'POST', body: { project: fields } });

/** Refused while the project owns functions or alarms. */
export const deleteProject = (id: string) => request(pathOf(id), { method: 'DELETE' });

export const changeProject = (id: string, fields: ProjectFields) =>
  request(pathOf(id), { method: 'PATCH', body: { project: fields } });
