import { writtenAction } from './written-action.ts';
import { actionUrl, hasCredentials, withCredentials } from './action-url.ts';

type Actions = readonly string[] | null;

/** Whether an action is carried out with a token of the user who added it. */
export const isTrustAction = (action: string): boolean =>
  ['trust+http', 'trust+https'].includes(actionUrl(action).scheme);

/** The token may reach the function engine and the alarms, but not the identity service. */
const trustedPaths = ['/v1/', '/alarming/v2/'];

/** The URL that a trust action posts to; undefined unless it is one of our own services under `publicUrl`. */
export function trustTarget(action: string, publicUrl: string): string | undefined {
  const { target } = actionUrl(action);
  // URL parsers disagree on whether a backslash is a slash.
  if (!target || action.includes('\\') || !URL.canParse(publicUrl)) return undefined;
  const base = new URL(publicUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const trusted = trustedPaths.some((path) => target.pathname.startsWith(`${prefix}${path}`));
  return trusted && target.origin === base.origin ? withCredentials(target).href : undefined;
}

/** Whether a trust action names a trust, or any other credentials, in whatever spelling. */
export function namesTrust(action: string): boolean {
  const { target } = actionUrl(action);
  const authority = /^[^:]*:[/\\]*([^/\\?#]*)/.exec(action)?.[1] ?? '';
  return authority.includes('@') || (target !== undefined && hasCredentials(target));
}

/** A trust action in the spelling in which it is compared and shown; other actions as they are. */
export function withoutTrust(action: string): string {
  if (!isTrustAction(action)) return action;
  const { target } = actionUrl(action);
  return target ? `trust+${withCredentials(target).href}` : 'trust+http:';
}

/** The actions as they may be shown: without trusts. */
export const withoutTrusts = (actions: Actions): Actions => actions && actions.map(withoutTrust);

/** Whether `asked` has a trust action that `seen`, the same list as it is stored, does not have. */
export const addsTrustAction = (asked: Actions, seen: Actions): boolean => {
  const known = new Set((seen ?? []).map(withoutTrust));
  return (asked ?? []).some((action) => isTrustAction(action) && !known.has(withoutTrust(action)));
};

/**
 * The actions with their trusts, as Aodh stores them: `:delete` marks a trust that ends with the alarm. Those
 * that were there keep the trust of whoever added them; the others get the trust `added`.
 */
export function entrusted(asked: Actions, seen: Actions, added: string | undefined): Actions {
  const stored = new Map((seen ?? []).map((action) => [withoutTrust(action), action]));
  return asked && asked.map((action) => stored.get(withoutTrust(action)) ?? given(action, added));
}

function given(action: string, trustId: string | undefined): string {
  const { target } = actionUrl(action);
  if (!isTrustAction(action)) return writtenAction(action);
  if (!target || trustId === undefined) return action;
  return `trust+${withCredentials(target, trustId, 'delete').href}`;
}

/** The id of the trust in a stored action. */
export function trustIn(action: string): string | undefined {
  if (!isTrustAction(action)) return undefined;
  const username = actionUrl(action).target?.username ?? '';
  return username === '' ? undefined : username;
}
