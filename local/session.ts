import * as z from 'zod';
import { password as localPassword } from './local-settings.ts';

/** A token with its user and project. */
export interface Session {
  readonly url: string;
  readonly token: string;
  readonly userId: string;
  readonly projectId: string;
}

const issued = z.object({
  token: z.object({ user: z.object({ id: z.string() }), project: z.object({ id: z.string() }) }),
});

/** Logs in by password without the clients; the default password is that of a local stack's users. */
export async function logIn(
  url: string,
  user: string,
  project = user,
  password = localPassword,
  authUrl = `${url}/identity/v3`,
): Promise<Session> {
  const domain = { name: 'Default' };
  const answer = await fetch(`${authUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: user, password, domain } },
        },
        scope: { project: { name: project, domain } },
      },
    }),
  });
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`no token for ${user}: ${answer.status} ${text}`);
  const { token } = issued.parse(JSON.parse(text));
  return {
    url,
    token: answer.headers.get('x-subject-token') ?? '',
    userId: token.user.id,
    projectId: token.project.id,
  };
}
