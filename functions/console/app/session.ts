import type { HeldToken, Named, Sessions, TokenHolder } from '../../identity/session-ports.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { LoginSource } from '../../platform/ports.ts';

/** Whoever uses the console, and where. */
export interface Session {
  readonly user: Named;
  readonly project: Named;
  readonly roles: TokenHolder['roles'];
  /** The projects that it can be switched to, its own among them. */
  readonly projects: readonly Named[];
  readonly expiresAt: TokenHolder['expiresAt'];
  readonly canSwitch: boolean;
}

/** A session that has just begun or changed, with its tokens. */
export interface OpenedSession {
  readonly session: Session;
  readonly token: string;
  /** The token that those for its projects come from; an application credential has none. */
  readonly root: string | undefined;
}

export type SignIn =
  | {
      readonly kind: 'password';
      readonly user: string;
      readonly domain: string;
      readonly password: string;
      /** An id or a name. By default the user's own default, or the first. */
      readonly project: string | undefined;
    }
  | { readonly kind: 'application-credential'; readonly id: string; readonly secret: string };

interface SessionPorts {
  readonly sessions: Sessions;
}

/** Opens a session. Too many failed logins are answered by `too-many`, which says when to try again. */
export async function signIn(
  { sessions }: SessionPorts,
  asked: SignIn,
  source: LoginSource,
): Promise<OpenedSession> {
  if (asked.kind === 'application-credential') {
    const { id, secret } = asked;
    const held = await throttled(() => sessions.byApplicationCredential({ id, secret }, source));
    return { ...(await opened({ sessions }, held)), root: undefined };
  }
  const root = await throttled(() => sessions.byPassword(asked, source));
  const projects = await sessions.projects(root.token);
  const chosen = await chooseProject({ sessions }, { root: root.token, projects }, asked.project);
  if (!chosen) {
    await sessions.revoke(root.token);
    throw new Fault(
      'forbidden',
      asked.project === undefined
        ? 'The user has a role in no project.'
        : 'The user has no role in this project.',
    );
  }
  const held = await sessions.exchange(root.token, chosen.id, source);
  return { ...(await opened({ sessions }, held, projects)), root: root.token };
}

async function chooseProject(
  { sessions }: SessionPorts,
  { root, projects }: { readonly root: string; readonly projects: readonly Named[] },
  asked: string | undefined,
): Promise<Named | undefined> {
  if (asked !== undefined)
    return projects.find(({ id }) => id === asked) ?? projects.find(({ name }) => name === asked);
  const preferred = await sessions.defaultProject(root);
  return projects.find(({ id }) => id === preferred) ?? projects[0];
}

/** The session of a token; undefined if it is not valid. */
export async function showSession(
  { sessions }: SessionPorts,
  token: string,
): Promise<Session | undefined> {
  const holder = await sessions.read(token);
  return holder && sessionOf({ sessions }, { token, holder });
}

/** The session for another project of its user. `root` is the token that it came from. */
export async function switchProject(
  { sessions }: SessionPorts,
  { token, root }: { readonly token: string; readonly root: string },
  { project, source }: { readonly project: string; readonly source: LoginSource },
): Promise<OpenedSession> {
  const holder = await sessions.read(token);
  if (!holder) throw sessionEnded();
  if (holder.isOfCredential)
    throw new Fault('conflict', 'An application credential is for one project: sign in again.');
  const projects = await sessions.projects(root);
  if (!projects.some(({ id }) => id === project))
    throw new Fault('not-found', 'The project could not be found.');
  const held = await sessions.exchange(root, project, source);
  return { ...(await opened({ sessions }, held, projects)), root };
}

/** Ends a session: its tokens are no longer accepted. */
export async function signOut(
  { sessions }: SessionPorts,
  tokens: readonly string[],
): Promise<void> {
  await Promise.all([...new Set(tokens)].map((token) => sessions.revoke(token)));
}

export const sessionEnded = (): Fault =>
  new Fault('unauthenticated', 'The request you have made requires authentication.');

async function opened(
  ports: SessionPorts,
  held: HeldToken,
  projects?: readonly Named[],
): Promise<Omit<OpenedSession, 'root'>> {
  return { token: held.token, session: await sessionOf(ports, held, projects) };
}

async function sessionOf(
  { sessions }: SessionPorts,
  { token, holder }: HeldToken,
  known?: readonly Named[],
): Promise<Session> {
  const { user, project, roles, expiresAt, isOfCredential } = holder;
  // A token without a project is for logging in, not for a session.
  if (!project) throw sessionEnded();
  const projects = isOfCredential ? [project] : (known ?? (await sessions.projects(token)));
  return { user, project, roles, projects, expiresAt, canSwitch: !isOfCredential };
}

/** Keystone's own answer to too many failures is that of any failed login; only its header tells. */
async function throttled(logIn: () => Promise<HeldToken>): Promise<HeldToken> {
  try {
    return await logIn();
  } catch (failure) {
    if (failure instanceof Fault && failure.retryAfterSeconds !== undefined)
      throw new Fault('too-many', 'Too many logins have failed.', {
        retryAfterSeconds: failure.retryAfterSeconds,
      });
    throw failure;
  }
}
