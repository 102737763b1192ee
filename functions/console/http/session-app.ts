import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { check, readObject } from '../../identity/http/body.ts';
import type { Sessions } from '../../identity/session-ports.ts';
import { Fault } from '../../platform/core/fault.ts';
import { millisecondsOf } from '../../platform/core/instant.ts';
import { tokenOf } from '../../platform/http/authenticate.ts';
import type { Traced } from '../../platform/http/request-log.ts';
import { type SessionCookie, sessionCookie } from '../../platform/http/session-cookie.ts';
import type { SourceOf } from '../../platform/http/source.ts';
import type { LoginSource } from '../../platform/ports.ts';
import {
  type OpenedSession,
  type Session,
  sessionEnded,
  showSession,
  type SignIn,
  signIn,
  signOut,
  switchProject,
} from '../app/session.ts';
import { credentialLogin, passwordLogin, projectChoice } from './session-schema.ts';
import { consoleService, type ServicePorts } from './service.ts';

/** What the deployment has, for the console to show. */
export interface ConsoleDeployment {
  readonly publicUrl: string;
  readonly eventStorage: boolean;
  readonly metrics: boolean;
  /** Whether the users are its own, and not those of an existing Keystone. */
  readonly ownIdentity: boolean;
}

export type SessionAppPorts = ServicePorts & {
  readonly sessions: Sessions;
  readonly sourceOf: SourceOf;
  readonly settings: ConsoleDeployment;
};

type Asked = Context<{ Variables: Traced }>;

/** `/taibai/v1/session`: signs in and out, and holds the tokens in cookies that no script can read. */
export function sessionApp(ports: SessionAppPorts) {
  const { clock, log, settings } = ports;

  const sourceOf = (context: Asked): LoginSource => ({
    address: ports.sourceOf(context),
    requestId: context.get('requestId'),
  });
  const audit = (context: Asked, userId: string | undefined): void =>
    log.info('audit', {
      at: clock.now(),
      requestId: context.get('requestId'),
      source: ports.sourceOf(context),
      action: context.req.method,
      on: 'session',
      ...(userId !== undefined && { userId }),
    });
  const keep = (context: Asked, { session, token, root }: OpenedSession): void => {
    const seconds = (millisecondsOf(session.expiresAt) - millisecondsOf(clock.now())) / 1000;
    const set = (name: SessionCookie, value: string) =>
      setCookie(context, name, value, { ...attributes, maxAge: Math.max(0, Math.floor(seconds)) });
    set('taibai', token);
    if (root === undefined) deleteCookie(context, 'taibai-root', attributes);
    else set('taibai-root', root);
  };

  return consoleService(ports, (app) => {
    app.post('/session', async (context) => {
      requireJson(context);
      const asked = readSignIn(await readObject(context.req));
      const opened = await signIn(ports, asked, sourceOf(context));
      audit(context, opened.session.user.id);
      keep(context, opened);
      return context.json(sessionView(opened.session, settings), 201);
    });

    app.get('/session', async (context) => {
      const session = await showSession(ports, presentedToken(context));
      if (!session) throw sessionEnded();
      return context.json(sessionView(session, settings));
    });

    app.put('/session', async (context) => {
      const token = presentedToken(context);
      const { project } = check(projectChoice, await readObject(context.req));
      const opened = await switchProject(
        ports,
        { token, root: rootOf(context) ?? token },
        { project, source: sourceOf(context) },
      );
      audit(context, opened.session.user.id);
      keep(context, opened);
      return context.json(sessionView(opened.session, settings));
    });

    app.delete('/session', async (context) => {
      const token = presentedToken(context);
      const root = rootOf(context);
      const holder = await ports.sessions.read(token);
      await signOut(ports, root === undefined ? [token] : [token, root]);
      audit(context, holder?.user.id);
      deleteCookie(context, 'taibai', attributes);
      deleteCookie(context, 'taibai-root', attributes);
      return context.body(null, 204);
    });
  });
}

/** `__Host-` demands `Secure` and the path, and forbids a domain: no other host can set or read it. */
const attributes = {
  prefix: 'host',
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Strict',
} as const;

function presentedToken(context: Context): string {
  const token = tokenOf(context);
  if (token === undefined) throw sessionEnded();
  return token;
}

/** The root of a session in cookies. A token in the header has none of its own. */
const rootOf = (context: Context): string | undefined =>
  context.req.header('x-auth-token') ? undefined : sessionCookie(context, 'taibai-root');

/** A form of another site can send text, but not JSON as what it is: it would sign a visitor in as somebody else. */
function requireJson(context: Context): void {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? ''))
    throw new Fault('unsupported-media-type', 'The body must be application/json.');
}

function readSignIn(body: Readonly<Record<string, unknown>>): SignIn {
  if ('application_credential' in body) {
    const { application_credential: credential } = check(credentialLogin, body);
    return { kind: 'application-credential', ...credential };
  }
  const { project, ...login } = check(passwordLogin, body);
  return { kind: 'password', ...login, project };
}

const sessionView = (
  { user, project, roles, projects, expiresAt, canSwitch }: Session,
  { eventStorage, metrics, ownIdentity, publicUrl }: ConsoleDeployment,
) => ({
  user,
  project,
  roles,
  projects,
  expires_at: expiresAt,
  can_switch: canSwitch,
  deployment: {
    event_storage: eventStorage,
    metrics,
    own_identity: ownIdentity,
    public_url: publicUrl,
  },
});
