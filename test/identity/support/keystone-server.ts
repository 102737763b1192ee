import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { keystoneAuthenticator } from '../../../functions/identity/existing-keystone/client/keystone-authenticator.ts';
import { keystoneTrusts } from '../../../functions/identity/existing-keystone/client/keystone-trusts.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { sha256Secrets } from '../../../functions/identity/node/sha256.ts';
import { standingClock } from '../../support/clock.ts';
import { listen } from '../../support/listen.ts';

/** The content of a token. */
export interface KeystoneToken {
  readonly user: { readonly id: string };
  readonly project?: { readonly id: string } | undefined;
  readonly domain?: { readonly id: string };
  readonly system?: { readonly all: true };
  readonly roles?: readonly { readonly id: string; readonly name: string }[] | undefined;
  readonly expires_at: string;
  readonly application_credential?: { readonly id: string; readonly access_rules?: unknown };
}

interface Trust {
  readonly trustor_user_id: string;
  readonly trustee_user_id: string;
  readonly project_id: string;
  readonly roles: readonly { readonly id: string }[];
  readonly impersonation: boolean;
}

interface LogIn {
  readonly identity:
    | { readonly application_credential: { readonly id: string; readonly secret: string } }
    | {
        readonly password: {
          readonly user: {
            readonly name: string;
            readonly password: string;
            readonly domain: { readonly name: string };
          };
        };
      };
  readonly scope:
    | { readonly project: { readonly name: string; readonly domain: { readonly name: string } } }
    | { readonly 'OS-TRUST:trust': { readonly id: string } };
}

type Reply = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>];

export const aRole = (name: string) => ({ id: `id-of-${name}`.replaceAll('_', '-'), name });

export const servicePassword = 'the-service-password';

const refused: Reply = [401, { error: { code: 401, title: 'Unauthorized', message: 'no' } }];
const absent: Reply = [404, { error: { code: 404, title: 'Not Found', message: 'no' } }];
const forbidden: Reply = [403, { error: { code: 403, title: 'Forbidden', message: 'no' } }];

/** Imitates Keystone on loopback, as far as we use it; while `misbehaves` is set, it answers instead. */
export async function keystoneServer(clock = standingClock()) {
  const tokens = new Map<string, KeystoneToken>();
  const applicationCredentials = new Map<string, { secret: string; token: KeystoneToken }>();
  const trusts = new Map<string, Trust>();
  const asked: { what: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const state: { password: string; misbehaves: RequestListener | undefined } = {
    password: servicePassword,
    misbehaves: undefined,
  };

  const token = (over: Partial<KeystoneToken> = {}): KeystoneToken => ({
    user: { id: 'u1' },
    project: { id: 'p1' },
    roles: [aRole('member')],
    expires_at: after(clock.now(), 3600),
    ...over,
  });

  const issue = (content: KeystoneToken): Reply => {
    const name = `gAAAA${randomUUID()}`;
    tokens.set(name, content);
    return [201, { token: content }, { 'x-subject-token': name }];
  };

  function logIn({ identity, scope }: LogIn): Reply {
    if ('application_credential' in identity) {
      const { id, secret } = identity.application_credential;
      const known = applicationCredentials.get(id);
      if (!known) return absent;
      return known.secret === secret ? issue(known.token) : refused;
    }
    const { name, password, domain } = identity.password.user;
    if (name !== 'taibai' || domain.name !== 'Default' || password !== state.password)
      return refused;
    if ('project' in scope) {
      if (scope.project.name !== 'service' || scope.project.domain.name !== 'Default')
        return refused;
      return issue(token({ user: { id: 'service-user' }, project: { id: 'service' } }));
    }
    const trust = trusts.get(scope['OS-TRUST:trust'].id);
    if (!trust) return refused;
    return issue(
      token({
        user: { id: trust.impersonation ? trust.trustor_user_id : trust.trustee_user_id },
        project: { id: trust.project_id },
      }),
    );
  }

  function reply(what: string, { headers }: IncomingMessage, body: string): Reply {
    const [method, path = ''] = what.split(' ');
    if (what === 'POST /v3/auth/tokens') {
      const { auth }: { auth: LogIn } = JSON.parse(body);
      return logIn(auth);
    }
    const asker = tokens.get(String(headers['x-auth-token']));
    if (!asker) return refused;
    if (what === 'GET /v3/auth/tokens') {
      const content = tokens.get(String(headers['x-subject-token']));
      return content ? [200, { token: content }] : absent;
    }
    if (what === 'POST /v3/OS-TRUST/trusts') {
      const { trust }: { trust: Trust } = JSON.parse(body);
      if (asker.application_credential || trust.trustor_user_id !== asker.user.id) return forbidden;
      const id = randomUUID().replaceAll('-', '');
      trusts.set(id, trust);
      return [201, { trust: { id, ...trust } }];
    }
    const trustId = path.replace('/v3/OS-TRUST/trusts/', '');
    const trust = trusts.get(trustId);
    if (method !== 'DELETE' || !trust) return absent;
    if (trust.trustor_user_id !== asker.user.id) return forbidden;
    trusts.delete(trustId);
    return [204];
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const what = `${request.method} ${request.url?.split('?')[0]}`;
      asked.push({ what, headers: request.headers, body });
      if (state.misbehaves) return state.misbehaves(request, response);
      const [status, json, headers] = reply(what, request, body);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(json === undefined ? '' : JSON.stringify(json));
    });
  });
  const url = `http://127.0.0.1:${await listen(server)}/v3`;

  const connection = {
    url,
    cacheSeconds: 60,
    serviceCredential: async () =>
      JSON.stringify({ username: 'taibai', password: state.password, project_name: 'service' }),
  };
  return {
    clock,
    state,
    connection,
    tokens,
    applicationCredentials,
    trusts,
    asked,
    token,
    /** How often a request was received, for example `GET /v3/auth/tokens`. */
    times: (what: string) => asked.filter((question) => question.what === what).length,
    /** A token issued to a user. */
    issued: (over: Partial<KeystoneToken> = {}): string => {
      const [, , headers] = issue(token(over));
      return headers?.['x-subject-token'] ?? '';
    },
    /** Revokes every token of the service user, as a change of its password does. */
    endServiceTokens: () => {
      for (const [name, { user }] of tokens) if (user.id === 'service-user') tokens.delete(name);
    },
    authenticator: (over: Partial<typeof connection> = {}) => {
      const identity = keystoneAuthenticator(
        { ...connection, ...over },
        { clock, secrets: sha256Secrets },
      );
      return {
        byToken: (text: string) => identity.byToken(text),
        byApplicationCredential: (id: string, secret: string) =>
          identity.byApplicationCredential(id, secret, {
            address: '192.0.2.1',
            requestId: 'req-1',
          }),
      };
    },
    trustPort: (over: Partial<typeof connection> = {}) =>
      keystoneTrusts({ ...connection, ...over }, { clock }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type KeystoneServer = Awaited<ReturnType<typeof keystoneServer>>;
