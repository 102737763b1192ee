import * as z from 'zod';
import type { ProjectClient } from './project-client.ts';

/** A kind of things that a project owns: where they are listed and deleted. */
interface Kind {
  readonly kind: string;
  readonly service: 'function-engine' | 'alarming';
  readonly path: string;
  /** Where in the answer the list is; absent where the answer is the list. */
  readonly list?: string;
  /** What a path names one by. */
  readonly key: 'id' | 'name' | 'alarm_id';
}

/**
 * In the order of their going: first what starts executions, then what points at functions, which are
 * refused to go before it. Versions go with their function.
 */
export const kinds: readonly Kind[] = [
  { kind: 'alarms', service: 'alarming', path: '/v2/alarms', key: 'alarm_id' },
  { kind: 'jobs', service: 'function-engine', path: '/v1/jobs', list: 'jobs', key: 'id' },
  {
    kind: 'webhooks',
    service: 'function-engine',
    path: '/v1/webhooks',
    list: 'webhooks',
    key: 'id',
  },
  {
    kind: 'aliases',
    service: 'function-engine',
    path: '/v1/aliases',
    list: 'function_aliases',
    key: 'name',
  },
  {
    kind: 'functions',
    service: 'function-engine',
    path: '/v1/functions',
    list: 'functions',
    key: 'id',
  },
  {
    kind: 'executions',
    service: 'function-engine',
    path: '/v1/executions',
    list: 'executions',
    key: 'id',
  },
];

const things = z.array(z.looseObject({ project_id: z.string() }));

/** The keys of what the project owns of a kind; anything of another project is passed over. */
export async function owned(project: ProjectClient, kind: Kind): Promise<readonly string[]> {
  const answer = await project.request(kind.service, 'GET', kind.path);
  const text = await answer.text();
  if (answer.status !== 200)
    throw new Error(`The ${kind.kind} of ${project.name} are not shown: ${answer.status} ${text}`);
  const body: unknown = JSON.parse(text);
  const listed = kind.list ? z.record(z.string(), z.unknown()).parse(body)[kind.list] : body;
  return things
    .parse(listed)
    .filter(({ project_id: owner }) => owner === project.id)
    .map((thing) => z.string().parse(thing[kind.key]));
}

/** Deletes one; undefined when it is gone, by us or by somebody else, otherwise why it is not. */
export async function remove(
  project: ProjectClient,
  { service, path }: Kind,
  key: string,
): Promise<string | undefined> {
  const answer = await project.request(service, 'DELETE', `${path}/${encodeURIComponent(key)}`);
  const text = await answer.text();
  return answer.ok || answer.status === 404 ? undefined : `${answer.status} ${text}`;
}
