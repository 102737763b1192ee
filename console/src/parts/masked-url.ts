const mask = '…';

/**
 * A URL as lists show it: without the values of its query and without its fragment, which often hold a secret, such
 * as `?token=`. Names stay, so that a reader knows which it is.
 */
export function maskedUrl(url: string): string {
  const [, path = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(url) ?? [];
  const shown = query
    ?.split('&')
    .map((pair) => (pair === '' ? '' : pair.includes('=') ? `${nameIn(pair)}=${mask}` : mask))
    .join('&');
  return `${path}${shown === undefined ? '' : `?${shown}`}${fragment ? `#${mask}` : ''}`;
}

const nameIn = (pair: string): string => pair.slice(0, pair.indexOf('='));
