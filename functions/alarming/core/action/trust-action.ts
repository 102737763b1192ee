import { actionScheme, withoutSecrets } from './action-url.ts';

/** Whether an action is carried out with a token of the alarm's owner. */
export const isTrustAction = (url: string): boolean =>
  ['trust+http', 'trust+https'].includes(actionScheme(url));

/** The token may reach the function engine and the alarms, but not the identity service. */
const trustedPaths = ['/v1/', '/alarming/v2/'];

/** The URL that a trust action posts to; undefined unless it is one of our own services under `publicUrl`. */
export function trustTarget(action: string, publicUrl: string): string | undefined {
  const url = withoutSecrets(action).replace(/^trust\+/i, '');
  // URL parsers disagree on whether a backslash is a slash.
  if (action.includes('\\') || !URL.canParse(url) || !URL.canParse(publicUrl)) return undefined;
  const [target, base] = [new URL(url), new URL(publicUrl)];
  const prefix = base.pathname.replace(/\/$/, '');
  const trusted = trustedPaths.some((path) => target.pathname.startsWith(`${prefix}${path}`));
  return trusted && target.origin === base.origin ? target.href : undefined;
}

/** The actions with the trust in them, as Aodh stores them: `:delete` marks a trust that ends with the alarm. */
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

/** The id of the trust in a stored action. */
export const trustIn = (action: string): string | undefined =>
  isTrustAction(action) ? /^[^:]+:\/\/([^/?#:@]+)(?::delete)?@/.exec(action)?.[1] : undefined;

/** The actions as they may be shown: without the trust. */
export const withoutTrusts = (actions: readonly string[] | null): readonly string[] | null =>
  actions && actions.map((action) => (isTrustAction(action) ? withoutSecrets(action) : action));
