import * as z from 'zod';
import { instantOf } from '../../../platform/core/instant.ts';
import type { Answer } from '../../../platform/node/exchange.ts';
import { unauthenticated } from '../../core/refusal.ts';
import type { HeldToken, Sessions, TokenHolder } from '../../session-ports.ts';
import { credentialLogin } from './credential-login.ts';
import { contentOf, keystoneClient } from './keystone-client.ts';
import { isTokenText, issuedToken, keystoneId, rolesNamed } from './token-content.ts';

const named = z.object({ id: keystoneId, name: z.string() });

const heldToken = z
  .object({
    token: z.object({
      user: named,
      project: named.optional(),
      roles: z.array(z.object({ name: z.string() })).default([]),
      expires_at: z.iso.datetime(),
      application_credential: z.object({ access_rules: z.unknown() }).partial().optional(),
    }),
  })
  .transform(({ token }) => token);

const projectList = z.object({
  projects: z.array(named.extend({ enabled: z.boolean().default(true) })),
});

const shownUser = z.object({
  user: z.object({ default_project_id: z.string().nullish() }),
});

/** How a login may end: with a token, or refused. */
const loginStatuses = [201, 401, 403, 404];

/** Sessions of users of an existing Keystone, which counts and throttles their logins itself. */
export function keystoneSessions(url: string): Sessions {
  const send = keystoneClient(url);

  const logIn = async (identity: unknown, scope: unknown): Promise<HeldToken> => {
    const json = { auth: { identity, scope } };
    const path = '/auth/tokens?nocatalog';
    return held(await send({ method: 'POST', path, json, statuses: loginStatuses }));
  };

  const read = async (token: string): Promise<TokenHolder | undefined> => {
    if (!isTokenText(token)) return undefined;
    const answer = await send({
      method: 'GET',
      path: '/auth/tokens?nocatalog',
      headers: { 'x-auth-token': token, 'x-subject-token': token },
      statuses: [200, 401, 404],
    });
    return answer.status === 200 ? holderIn(answer) : undefined;
  };

  const ask = async <Content>(
    token: string,
    path: string,
    schema: z.ZodType<Content>,
  ): Promise<Content | undefined> => {
    if (!isTokenText(token)) throw unauthenticated();
    const headers = { 'x-auth-token': token };
    const answer = await send({ method: 'GET', path, headers, statuses: [200, 401, 403, 404] });
    if (answer.status === 401) throw unauthenticated();
    return answer.status === 200 ? contentOf(answer, schema) : undefined;
  };

  return {
    byPassword: ({ user: name, domain, password }) =>
      logIn(
        { methods: ['password'], password: { user: { name, domain: { name: domain }, password } } },
        'unscoped',
      ),

    async byApplicationCredential(credential) {
      const answer = await credentialLogin(send, credential);
      if (!answer) throw unauthenticated();
      return held(answer);
    },

    async exchange(token, projectId) {
      if (!isTokenText(token)) throw unauthenticated();
      return logIn({ methods: ['token'], token: { id: token } }, { project: { id: projectId } });
    },

    read,

    async projects(token) {
      const found = await ask(token, '/auth/projects', projectList);
      return (found?.projects ?? [])
        .filter(({ enabled }) => enabled)
        .map(({ id, name }) => ({ id, name }));
    },

    async defaultProject(token) {
      const holder = await read(token);
      if (!holder) throw unauthenticated();
      const found = await ask(token, `/users/${holder.user.id}`, shownUser);
      return found?.user.default_project_id ?? undefined;
    },

    async revoke(token) {
      if (!isTokenText(token)) return;
      await send({
        method: 'DELETE',
        path: '/auth/tokens',
        headers: { 'x-auth-token': token, 'x-subject-token': token },
        statuses: [204, 401, 404],
      });
    },
  };
}

function held(answer: Answer): HeldToken {
  const holder = answer.status === 201 ? holderIn(answer) : undefined;
  if (!holder) throw unauthenticated();
  return { token: issuedToken(answer), holder };
}

/** Undefined for a token with access rules, which no service of ours accepts. */
function holderIn(answer: Answer): TokenHolder | undefined {
  const { user, project, roles, ...token } = contentOf(answer, heldToken);
  if (token.application_credential?.access_rules !== undefined) return undefined;
  return {
    user,
    project,
    roles: rolesNamed(roles),
    expiresAt: instantOf(Date.parse(token.expires_at)),
    isOfCredential: token.application_credential !== undefined,
  };
}
