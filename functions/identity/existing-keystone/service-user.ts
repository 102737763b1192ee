import * as z from 'zod';
import { after, type Instant, instantOf } from '../../platform/core/instant.ts';
import type { Ports } from '../ports.ts';
import { type Ask, contentOf, unavailable } from './ask.ts';
import type { KeystonePlace } from './place.ts';
import { issuedToken, tokenContent } from './token.ts';

/** Named as in `[keystone_authtoken]` of OpenStack's services. */
const serviceCredential = z.object({
  username: z.string().min(1),
  password: z.string().min(1),
  user_domain_name: z.string().default('Default'),
  project_name: z.string().min(1),
  project_domain_name: z.string().default('Default'),
});

type ServiceCredential = z.infer<typeof serviceCredential>;

/** The service user, logged in. */
export interface ServiceSession {
  readonly token: string;
  readonly userId: string;
  readonly until: Instant;
  readonly credential: ServiceCredential;
}

export interface ServiceUser {
  session(): Promise<ServiceSession>;
  /** Another session, after Keystone would not have this one. */
  renewed(ended: ServiceSession): Promise<ServiceSession>;
}

/** A session is given up this long before its token ends: a question must not outlast it. */
const marginSeconds = 60;

/** The user that asks on our behalf. It logs in when there is something to ask, for all who wait at once. */
export function serviceUser(
  { credential: read }: Pick<KeystonePlace, 'credential'>,
  { ask, clock }: Pick<Ports, 'clock'> & { readonly ask: Ask },
): ServiceUser {
  let current: ServiceSession | undefined;
  let opening: Promise<ServiceSession> | undefined;

  async function logIn(): Promise<ServiceSession> {
    const credential = credentialIn(await read());
    const { project_name: name, project_domain_name: domain } = credential;
    const answer = await ask({
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
    // Without the cause: a complaint about JSON quotes it.
    throw unavailable('the credential of the service user cannot be read');
  }
}

/** A request for a token with that scope. */
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
