/**
 * The headers of a delivery: Aodh's (`aodh/notifier/rest.py`), where a request id of its own goes
 * with every attempt.
 */
export const deliveryHeaders = (requestId: string): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  'x-openstack-request-id': `req-${requestId}`,
  'user-agent': 'taibai',
});

/** The scheme of an action, in small letters and without its colon; '' when there is none. */
export const actionScheme = (url: string): string =>
  /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? '';

/** An action's URL for other eyes: without user, password and trust id. */
export function withoutSecrets(url: string): string {
  const authority = /^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i.exec(url)?.[0];
  if (authority === undefined) return url;
  const scheme = authority.slice(0, authority.indexOf('//') + 2);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return authority.includes('@') ? `${scheme}${host}${url.slice(authority.length)}` : url;
}
