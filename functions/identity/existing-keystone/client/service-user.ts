import * as z from 'zod/mini';
import { after, type Instant, instantOf } from '../../../platform/core/instant.ts';
import type { Clock } from '../../../platform/ports.ts';
import { contentOf, type SendToKeystone, unavailable } from './keystone-client.ts';
import type { KeystoneConnection } from './keystone-connection.ts';
import { issuedToken, tokenContent } from './token-content.ts';

/** Fields are named as in `[keystone_authtoken]` of OpenStack services. */
const serviceCredential = z.object({
  username: z.string().check(z.minLength(1)),
  password: z.string().check(z.minLength(1)),
  user_domain_name: z.prefault(z.string(), 'Default'),
  project_name: z.string().check(z.minLength(1)),
  project_domain_name: z.prefault(z.string(), 'Default'),
});

type ServiceCredential = z.infer<typeof serviceCredential>;

/** A session of the service user. */
export interface ServiceSession {
  readonly token: string;
  readonly userId: string;
  readonly until: Instant;
  readonly credential: ServiceCredential;
}

export interface ServiceUser {
  session(): Promise<ServiceSession>;
  /** A new session, after Keystone refused this one. */
  renewed(ended: ServiceSession): Promise<ServiceSession>;
}

/** How long before its token expires a session is renewed, so that no request outlasts the token. */
const marginSeconds = 60;

/** The user that sends our requests. It logs in when the first request needs it; concurrent requests share a login. */
export function serviceUser(
  { serviceCredential: read }: Pick<KeystoneConnection, 'serviceCredential'>,
  { send, clock }: { readonly send: SendToKeystone; readonly clock: Clock },
): ServiceUser {
  let current: ServiceSession | undefined;
  let opening: Promise<ServiceSession> | undefined;

  async function logIn(): Promise<ServiceSession> {
    const credential = credentialIn(await read());
    const { project_name: name, project_domain_name: domain } = credential;
    const answer = await send({
      method: 'POST',
      path: '/auth/tokens?nocatalog',
      json: passwordLogIn(credential, { project: { name, domain: { name: domain } } }),
      statuses: [201, 401, 403],
    });
    if (answer.status !== 201) throw unavailable('it refuses the service user');
    const { user, expires_at: end } = contentOf(answer, tokenContent);
    const until = after(instantOf(Date.parse(end)), -marginSeconds);
    current = { token: issuedToken(answer), userId: user.id, until, credential };
    return current;
  }

  async function session(): Promise<ServiceSession> {
    if (current && clock.now() < current.until) return current;
    opening ??= logIn().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  return {
    session,
    async renewed(ended) {
      if (current === ended) current = undefined;
      return session();
    },
  };
}

function credentialIn(text: string): ServiceCredential {
  try {
    return serviceCredential.parse(JSON.parse(text));
  } catch {
    // Without the cause: an error about JSON quotes the credential.
    throw unavailable('the credential of the service user cannot be read');
  }
}

/** The body of a login with a password, for a token with that scope. */
export const passwordLogIn = (
  { username, password, user_domain_name: domain }: ServiceCredential,
  scope: unknown,
) => ({
  auth: {
    identity: {
      methods: ['password'],
      password: { user: { name: username, password, domain: { name: domain } } },
    },
    scope,
  },
});
