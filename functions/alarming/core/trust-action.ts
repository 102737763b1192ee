import { actionScheme, withoutSecrets } from './delivery/delivery-request.ts';

/** Whether an action asks to be carried out with a token of the alarm's owner. */
export const isTrustAction = (url: string): boolean =>
  ['trust+http', 'trust+https'].includes(actionScheme(url));

/** What the token is for: the function engine and the alarms, and never where tokens are made. */
const servedPaths = ['/v1/', '/alarming/v2/'];

/**
 * Where a trust action posts to, as far as a token may go there: our own services under `publicUrl`.
 * Undefined for everywhere else.
 */
export function trustTarget(action: string, publicUrl: string): string | undefined {
  const url = withoutSecrets(action).replace(/^trust\+/i, '');
  // A backslash is a slash to some who read URLs and none to others.
  if (action.includes('\\') || !URL.canParse(url) || !URL.canParse(publicUrl)) return undefined;
  const [target, base] = [new URL(url), new URL(publicUrl)];
  const prefix = base.pathname.replace(/\/$/, '');
  const served = servedPaths.some((path) => target.pathname.startsWith(`${prefix}${path}`));
  return served && target.origin === base.origin ? target.href : undefined;
}

/** The actions as they are kept, as Aodh writes them: the first that needs the trust also ends it. */
export function entrusted(
  actions: readonly string[] | null,
  trustId: string,
): readonly string[] | null {
  return (
    actions &&
    actions.map((action) =>
      isTrustAction(action) ? action.replace('://', `://${trustId}:delete@`) : action,
    )
  );
}

/** The trust in a kept action. */
export const trustIn = (action: string): string | undefined =>
  isTrustAction(action) ? /^[^:]+:\/\/([^/?#:@]+)(?::delete)?@/.exec(action)?.[1] : undefined;

/** Actions for other eyes: without the trust. */
export const withoutTrusts = (actions: readonly string[] | null): readonly string[] | null =>
  actions && actions.map((action) => (isTrustAction(action) ? withoutSecrets(action) : action));
