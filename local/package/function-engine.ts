import type { ProjectClient } from '../openstack/project-client.ts';

/** Sends a request to the function engine and returns the parsed answer; throws what a refusal says. */
export async function functionEngine(
  project: ProjectClient,
  method: string,
  path: string,
  body?: FormData | string,
): Promise<unknown> {
  const answer = await project.request('function-engine', method, path, body);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
  return JSON.parse(text);
}
