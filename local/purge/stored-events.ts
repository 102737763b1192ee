import * as z from 'zod';
import type { ProjectClient } from '../openstack/project-client.ts';

/** Whether the project has stored events, on a deployment that stores any. */
export async function hasStoredEvents(project: ProjectClient): Promise<boolean> {
  if (!project.offers('event')) return false;
  const answer = await project.request('event', 'GET', '/v2/events?limit=1');
  const text = await answer.text();
  if (answer.status !== 200)
    throw new Error(`Cannot list the events of ${project.name}: ${answer.status} ${text}`);
  return z.array(z.unknown()).parse(JSON.parse(text)).length > 0;
}

/** Has all stored events of the project deleted. They are hidden at once. */
export async function deleteStoredEvents(project: ProjectClient): Promise<void> {
  const answer = await project.request('event', 'DELETE', '/v2/events');
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`Cannot delete the events of ${project.name}: ${answer.status} ${text}`);
}
