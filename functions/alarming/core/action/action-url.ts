/** An action's URL, taken apart in the one way in which it is stored, matched, shown and sent. */
export interface ActionUrl {
  /** In lower case and without the colon; '' if there is none. */
  readonly scheme: string;
  /** Where the action posts to, with credentials; undefined for other schemes and for what is no URL. */
  readonly target: URL | undefined;
}

/** What the WHATWG URL parser, with which actions are sent, does not read: around a URL, and anywhere in it. */
// oxlint-disable-next-line no-control-regex -- as the standard says
const unread = /^[\0-\x20]+|[\0-\x20]+$|[\t\n\r]/g;

export function actionUrl(action: string): ActionUrl {
  const text = action.replace(unread, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const url = text.replace(/^trust\+/i, '');
  const posts = /^(trust\+)?https?$/.test(scheme) && URL.canParse(url);
  return { scheme, target: posts ? new URL(url) : undefined };
}

/** The scheme of an action, in lower case and without the colon; '' if it has none. */
export const actionScheme = (action: string): string => actionUrl(action).scheme;

export const hasCredentials = ({ username, password }: URL): boolean =>
  username !== '' || password !== '';

/** The URL with other credentials, or none. */
export function withCredentials(url: URL, username = '', password = ''): URL {
  const other = new URL(url);
  other.username = username;
  other.password = password;
  return other;
}

/** An action's URL as a delivery shows it: without user, password and trust id. */
export function withoutSecrets(action: string): string {
  const { scheme, target } = actionUrl(action);
  if (!target) return withoutUser(action);
  const bare = withCredentials(target).href;
  return hasCredentials(target) ? `${scheme.startsWith('trust+') ? 'trust+' : ''}${bare}` : action;
}

/** Removes all that might be credentials in a text that is no URL of ours: from the scheme up to the last `@`. */
const withoutUser = (text: string): string => text.replace(/^([^:]*:[/\\]*)[^]*@/, '$1');
