import * as z from 'zod';
import { type Login, loginOf } from './login.ts';

/** A project and access to its services. */
export interface ProjectClient {
  readonly id: string;
  readonly name: string;
  /** Whether the catalog has a service. */
  readonly offers: (service: string) => boolean;
  /** Sends a request to a service of the catalog. Logs in again when the token has expired. */
  readonly request: (
    service: string,
    method: string,
    path: string,
    body?: FormData | string,
  ) => Promise<Response>;
}

const issued = z.object({
  token: z.object({
    project: z.object({ id: z.string(), name: z.string() }),
    roles: z.array(z.object({ name: z.string() })),
    catalog: z.array(
      z.object({
        type: z.string(),
        endpoints: z.array(
          z.object({ interface: z.string(), region: z.string().nullable(), url: z.string() }),
        ),
      }),
    ),
  }),
});
type Issued = z.infer<typeof issued>['token'];

/**
 * Logs in to the project. The token must be scoped to the project itself: with an administrator's token
 * for another project the services refuse to delete functions.
 */
export async function connectToProject(
  env: NodeJS.ProcessEnv,
  project: string,
): Promise<ProjectClient> {
  const login = loginOf(env, project);
  const first = await logIn(login, project);
  const { id, name } = first.body.project;
  if (![id, name].includes(project))
    throw new Error(`${login.who} is scoped to the project ${name} (${id}), not to ${project}.`);
  if (!first.body.roles.some((role) => ['member', 'admin'].includes(role.name)))
    throw new Error(`${login.who} may only read in ${project}. ${remedy(login, project)}`);
  let { token } = first;
  const request: ProjectClient['request'] = async (service, method, path, body) => {
    const url = `${endpointOf(first.body, service, login.region)}${path}`;
    const ask = () =>
      fetch(url, { method, headers: { 'x-auth-token': token }, ...(body && { body }) });
    const answer = await ask();
    if (answer.status !== 401) return answer;
    ({ token } = await logIn(login, project));
    return ask();
  };
  const offers = (service: string) => first.body.catalog.some(({ type }) => type === service);
  return { id, name, offers, request };
}

async function logIn(login: Login, project: string) {
  const { authUrl, identity, scope } = login;
  const answer = await fetch(`${authUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: { identity, ...(scope && { scope }) } }),
  });
  const text = await answer.text();
  if (answer.status === 401)
    throw new Error(
      `${login.who} cannot log in to ${project}: the password, token or secret is wrong, the project does not exist or is disabled, or the user has no role in it. ${remedy(login, project)}`,
    );
  if (answer.status !== 201) throw new Error(`No token from ${authUrl}: ${answer.status} ${text}`);
  const { data } = issued.safeParse(JSON.parse(text));
  if (!data) throw new Error(`The token of ${login.who} is not scoped to a project.`);
  return { token: answer.headers.get('x-subject-token') ?? '', body: data.token };
}

const remedy = ({ who }: Login, project: string): string =>
  `As an administrator, add the role: openstack role add --user ${/\s/.test(who) ? 'USER' : who} --project ${project} member`;

function endpointOf({ catalog }: Issued, type: string, region: string | undefined): string {
  const endpoint = catalog
    .filter((service) => service.type === type)
    .flatMap(({ endpoints }) => endpoints)
    .find((one) => one.interface === 'public' && (!region || one.region === region));
  if (!endpoint) throw new Error(`The catalog has no public ${type} in ${region ?? 'any region'}.`);
  return endpoint.url.replace(/\/+$/, '');
}
