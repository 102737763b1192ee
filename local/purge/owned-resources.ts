import * as z from 'zod';
import type { ProjectClient } from '../openstack/project-client.ts';

/** A kind of resource that a project owns, and how it is listed and deleted. */
interface Kind {
  readonly name: string;
  readonly service: 'function-engine' | 'alarming';
  readonly path: string;
  /** The field of the response with the list; undefined if the response is the list. */
  readonly list?: string;
  /** The field that identifies a resource in paths. */
  readonly key: 'id' | 'name' | 'alarm_id';
}

/**
 * In the order of deletion: first what starts executions, then what refers to functions, because
 * functions cannot be deleted before. Versions are deleted with their function.
 */
export const kinds: readonly Kind[] = [
  { name: 'alarms', service: 'alarming', path: '/v2/alarms', key: 'alarm_id' },
  { name: 'jobs', service: 'function-engine', path: '/v1/jobs', list: 'jobs', key: 'id' },
  {
    name: 'webhooks',
    service: 'function-engine',
    path: '/v1/webhooks',
    list: 'webhooks',
    key: 'id',
  },
  {
    name: 'aliases',
    service: 'function-engine',
    path: '/v1/aliases',
    list: 'function_aliases',
    key: 'name',
  },
  {
    name: 'functions',
    service: 'function-engine',
    path: '/v1/functions',
    list: 'functions',
    key: 'id',
  },
  {
    name: 'executions',
    service: 'function-engine',
    path: '/v1/executions',
    list: 'executions',
    key: 'id',
  },
];

const resources = z.array(z.looseObject({ project_id: z.string() }));

/** The keys of the project's resources of a kind; those of other projects are ignored. */
export async function owned(project: ProjectClient, kind: Kind): Promise<readonly string[]> {
  const answer = await project.request(kind.service, 'GET', kind.path);
  const text = await answer.text();
  if (answer.status !== 200)
    throw new Error(`Cannot list the ${kind.name} of ${project.name}: ${answer.status} ${text}`);
  const body: unknown = JSON.parse(text);
  const listed = kind.list ? z.record(z.string(), z.unknown()).parse(body)[kind.list] : body;
  return resources
    .parse(listed)
    .filter(({ project_id: owner }) => owner === project.id)
    .map((resource) => z.string().parse(resource[kind.key]));
}

/** Deletes a resource. Returns undefined if it is gone, otherwise the reason why not. */
export async function remove(
  project: ProjectClient,
  { service, path }: Kind,
  key: string,
): Promise<string | undefined> {
  const answer = await project.request(service, 'DELETE', `${path}/${encodeURIComponent(key)}`);
  const text = await answer.text();
  return answer.ok || answer.status === 404 ? undefined : `${answer.status} ${text}`;
}
