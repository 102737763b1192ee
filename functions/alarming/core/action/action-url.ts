/** The scheme of an action, in lower case and without the colon; '' if it has none. */
export const actionScheme = (url: string): string =>
  /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? '';

/** An action's URL as it may be shown: without user, password and trust id. */
export function withoutSecrets(url: string): string {
  const authority = /^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i.exec(url)?.[0];
  if (authority === undefined) return url;
  const scheme = authority.slice(0, authority.indexOf('//') + 2);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return authority.includes('@') ? `${scheme}${host}${url.slice(authority.length)}` : url;
}
